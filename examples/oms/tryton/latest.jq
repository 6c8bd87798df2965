# The latest change of a page, from where the next round begins.

def two: tostring | "0" * (2 - length) + .;

[.answer.body[].write_date
  | "\(.year)-\(.month | two)-\(.day | two)T\(.hour | two):\(.minute | two):\(.second | two)Z"] | max
