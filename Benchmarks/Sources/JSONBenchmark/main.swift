import Canonical
import Foundation

/// Microseconds of this thread's processor time.
func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
}

/// One reading of the document, a hundred times; microseconds for one.
func once(_ body: () throws -> Int) rethrows -> Double {
    let began = processorTime()
    var sum = 0
    for _ in 0..<100 { sum &+= try body() }
    // The sum keeps the optimiser from dropping the work.
    precondition(sum > 0)
    return (processorTime() - began) / 100
}

func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }

let bytes = Array(SampleDocument.text.utf8)
let data = Data(bytes)
let decoder = JSONDecoder()
var times: [String: [Double]] = [:]
for _ in 0..<31 {
    times["reader", default: []].append(
        try once { try ReaderOrder(JSONReading(JSONDocument.parse(bytes)).root).items.count })
    times["double", default: []].append(
        try once { try decoder.decode(FoundationOrder<Double>.self, from: data).items.count })
    times["decimal", default: []].append(
        try once { try decoder.decode(FoundationOrder<Decimal>.self, from: data).items.count })
}
let reader = median(times["reader"] ?? [])
let double = median(times["double"] ?? [])
let decimal = median(times["decimal"] ?? [])
print("a document of \(bytes.count) bytes into typed fields, medians of 31 turns, one core")
print(String(format: "JSONReader, exact decimals       %8.1f µs", reader))
print(String(format: "JSONDecoder, Double amounts      %8.1f µs   %.1f times as long", double, double / reader))
print(String(format: "JSONDecoder, Decimal amounts     %8.1f µs   %.1f times as long", decimal, decimal / reader))
