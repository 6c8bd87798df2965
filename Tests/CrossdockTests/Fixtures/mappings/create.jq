# The order as the OMS wants it.
def line: {
  sku,
  quantity
};

{
  number: .order.id,
  lines: [.order.lines[] | line,
  currency: .order.currencies[0]
}
