# Tryton's countries, each with those of its regions that it knows.

if .answer.status != 200 then {} else
{remember: (reduce .answer.body[] as $country ({};
  .[$country.code] = {
    id: $country.id,
    regions: (reduce ($country.subdivisions // [])[] as $region ({}; .[$region.code] = $region.id))}))}
end
