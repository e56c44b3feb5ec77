/// Punycode (RFC 3492): Unicode labels in the letters of domain names.
enum Punycode {
    private static let base = 36
    private static let digits = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)

    static func encoded(_ text: String) -> String? {
        let scalars = text.unicodeScalars.map { Int($0.value) }
        var output = scalars.filter { $0 < 128 }.map { UInt8($0) }
        let basicCount = output.count
        var handled = basicCount
        if basicCount > 0 { output.append(UInt8(ascii: "-")) }
        var (code, delta, bias) = (128, 0, 72)
        while handled < scalars.count {
            guard let next = scalars.filter({ $0 >= code }).min() else { return nil }
            delta += (next - code) * (handled + 1)
            code = next
            for scalar in scalars {
                if scalar < code { delta += 1 }
                guard scalar == code else { continue }
                var rest = delta
                var k = base
                while true {
                    let threshold = self.threshold(k, bias)
                    if rest < threshold { break }
                    output.append(digits[threshold + (rest - threshold) % (base - threshold)])
                    rest = (rest - threshold) / (base - threshold)
                    k += base
                }
                output.append(digits[rest])
                bias = adapted(delta, handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            code += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    static func decoded(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        let split = bytes.lastIndex(of: UInt8(ascii: "-")) ?? 0
        var output = bytes[..<split].map { UInt32($0) }
        var (code, index, bias) = (128, 0, 72)
        var position = split > 0 ? split + 1 : 0
        while position < bytes.count {
            let start = index
            var weight = 1
            var k = base
            while true {
                guard position < bytes.count,
                    let digit = digits.firstIndex(
                        of: bytes[position] | (bytes[position] >= 65 && bytes[position] <= 90 ? 0x20 : 0))
                else { return nil }
                position += 1
                let (product, overflow) = digit.multipliedReportingOverflow(by: weight)
                guard !overflow, product < 1 << 40 else { return nil }
                index += product
                let threshold = self.threshold(k, bias)
                if digit < threshold { break }
                weight *= base - threshold
                guard weight < 1 << 40 else { return nil }
                k += base
            }
            bias = adapted(index - start, output.count + 1, isFirst: start == 0)
            code += index / (output.count + 1)
            index %= output.count + 1
            guard code <= 0x10ffff else { return nil }
            output.insert(UInt32(code), at: index)
            index += 1
        }
        var view = String.UnicodeScalarView()
        for code in output {
            guard let scalar = Unicode.Scalar(code) else { return nil }
            view.append(scalar)
        }
        return String(view)
    }

    private static func threshold(_ k: Int, _ bias: Int) -> Int { min(max(k - bias, 1), 26) }

    private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var k = 0
        while delta > 455 {
            delta /= 35
            k += base
        }
        return k + 36 * delta / (delta + 38)
    }
}
