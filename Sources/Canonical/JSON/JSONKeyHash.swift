/// A hash of 16 bits that tells most keys apart without touching their bytes.
///
/// It only filters: every match is confirmed byte by byte, so a collision costs time and never correctness.
enum JSONKeyHash {
    @inline(__always)
    static func of(_ base: UnsafeRawPointer, count: Int) -> UInt16 {
        var first: UInt64 = 0
        var last: UInt64 = 0
        if count >= 8 {
            first = base.loadUnaligned(as: UInt64.self)
            last = base.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        } else if count >= 4 {
            first = UInt64(base.loadUnaligned(as: UInt32.self))
            last = UInt64(base.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
        } else if count > 0 {
            first = UInt64(base.load(as: UInt8.self))
            last =
                UInt64(base.load(fromByteOffset: count / 2, as: UInt8.self)) << 8
                | UInt64(base.load(fromByteOffset: count - 1, as: UInt8.self))
        }
        var hash = (first &* 0x9E37_79B9_7F4A_7C15) ^ (last &* 0xC2B2_AE3D_27D4_EB4F) &+ UInt64(count)
        hash ^= hash >> 32
        hash = hash &* 0xD6E8_FEB8_6659_FD93
        return UInt16(truncatingIfNeeded: hash >> 48)
    }
}
