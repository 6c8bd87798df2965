if .answer.status == 201
then {remember: .answer.body.id}
end
