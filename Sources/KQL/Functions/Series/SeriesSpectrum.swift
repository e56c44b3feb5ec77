internal import Foundation

/// The discrete Fourier transform of a series, forth and back.
enum SeriesSpectrum {
    static let all: [ScalarFunction] = [transform("series_fft", isInverse: false), transform("series_ifft", isInverse: true)]

    /// What their columns are called.
    static let parts: [String: [(String, ScalarType)]] = [
        "series_fft": [("real", .dynamic), ("imag", .dynamic)], "series_ifft": [("real", .dynamic), ("imag", .dynamic)],
    ]

    private static func transform(_ name: String, isInverse: Bool) -> ScalarFunction {
        .values(name, [.dynamic, .dynamic], required: 1, .exactly(.dynamic)) { values in
            guard let real = SeriesElementFunctions.numbers(values[0]) else { return .null }
            let given =
                values.count > 1 && values[1] != .null
                ? SeriesElementFunctions.numbers(values[1]) : [Double](repeating: 0, count: real.count)
            guard let imaginary = given, imaginary.count == real.count else { return .null }
            let turned = of(zip(real, imaginary).map(Complex.init), isInverse: isInverse)
            let scale = isInverse && !turned.isEmpty ? 1 / Double(turned.count) : 1
            return .array([.array(turned.map { .real($0.real * scale) }), .array(turned.map { .real($0.imaginary * scale) })])
        }
    }

    struct Complex {
        var real: Double
        var imaginary: Double

        /// A turn around zero, in parts of a whole one.
        static func turn(_ part: Double) -> Complex { Complex(real: cos(2 * .pi * part), imaginary: sin(2 * .pi * part)) }

        static func + (a: Complex, b: Complex) -> Complex { Complex(real: a.real + b.real, imaginary: a.imaginary + b.imaginary) }
        static func - (a: Complex, b: Complex) -> Complex { Complex(real: a.real - b.real, imaginary: a.imaginary - b.imaginary) }
        static func * (a: Complex, b: Complex) -> Complex {
            Complex(
                real: a.real * b.real - a.imaginary * b.imaginary, imaginary: a.real * b.imaginary + a.imaginary * b.real)
        }
        var conjugate: Complex { Complex(real: real, imaginary: -imaginary) }
    }

    /// Not scaled, either way.
    static func of(_ series: [Complex], isInverse: Bool) -> [Complex] {
        guard series.count > 1 else { return series }
        let sign = isInverse ? 1.0 : -1.0
        return series.count & (series.count - 1) == 0 ? halved(series, sign) : chirped(series, sign)
    }

    /// Lengths that are powers of two: of the halves, in which every second element is.
    private static func halved(_ series: [Complex], _ sign: Double) -> [Complex] {
        guard series.count > 1 else { return series }
        let even = halved(stride(from: 0, to: series.count, by: 2).map { series[$0] }, sign)
        let odd = halved(stride(from: 1, to: series.count, by: 2).map { series[$0] }, sign)
        let turned = odd.enumerated().map { $1 * .turn(sign * Double($0) / Double(series.count)) }
        return zip(even, turned).map(+) + zip(even, turned).map(-)
    }

    /// Any length, as a convolution of the next power of two (Bluestein).
    private static func chirped(_ series: [Complex], _ sign: Double) -> [Complex] {
        let count = series.count
        // Squares are taken modulo twice the length, where they are exact.
        let chirp = (0..<count).map { Complex.turn(sign * Double($0 * $0 % (2 * count)) / Double(2 * count)) }
        var length = 1
        while length < 2 * count { length *= 2 }
        let nothing = Complex(real: 0, imaginary: 0)
        let padding = [Complex](repeating: nothing, count: length - count)
        var filter = [Complex](repeating: nothing, count: length)
        for place in 0..<count {
            filter[place] = chirp[place].conjugate
            filter[(length - place) % length] = chirp[place].conjugate
        }
        let product = zip(halved(zip(series, chirp).map(*) + padding, -1), halved(filter, -1)).map(*)
        let scale = Complex(real: 1 / Double(length), imaginary: 0)
        return zip(halved(product, 1), chirp).map { $0 * $1 * scale }
    }
}
