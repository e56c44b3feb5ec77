/// Conversions between units, by tables of factors.
enum UnitFunctions {
    static let all: [ScalarFunction] = [
        converter("convert_length", lengths), converter("convert_mass", masses), converter("convert_energy", energies),
        converter("convert_force", forces), converter("convert_speed", speeds), converter("convert_volume", volumes),
        converter("convert_angle", angles), temperature,
    ]

    private static func converter(_ name: String, _ factors: [String: Double]) -> ScalarFunction {
        .map(name) { (value: Double, from: String, to: String) -> Double? in
            guard let source = factors[from], let target = factors[to] else { return nil }
            return value * source / target
        }
    }

    /// In metres.
    private static let lengths: [String: Double] = [
        "Angstrom": 1e-10, "AstronomicalUnit": 1.495978707e11, "Centimeter": 0.01, "Chain": 20.1168, "DataMile": 1828.8,
        "Decameter": 10, "Decimeter": 0.1, "DtpPica": 0.0254 / 6, "DtpPoint": 0.0254 / 72, "Fathom": 1.8288, "Foot": 0.3048,
        "Hand": 0.1016, "Hectometer": 100, "Inch": 0.0254, "Kilofoot": 304.8, "Kilometer": 1000,
        "KilolightYear": 9.46073047258e18,
        "LightYear": 9.46073047258e15, "Meter": 1, "Microinch": 2.54e-8, "Micrometer": 1e-6, "Mil": 2.54e-5, "Mile": 1609.344,
        "Millimeter": 0.001, "Nanometer": 1e-9, "NauticalMile": 1852, "Parsec": 3.08567758128e16, "Picometer": 1e-12,
        "Shackle": 27.432, "Twip": 0.0254 / 1440, "UsSurveyFoot": 1200.0 / 3937, "Yard": 0.9144, "SolarRadius": 6.95510e8,
    ]

    /// In kilograms.
    private static let masses: [String: Double] = [
        "Centigram": 1e-5, "Decagram": 0.01, "Decigram": 1e-4, "EarthMass": 5.9722e24, "Grain": 6.479891e-5, "Gram": 0.001,
        "Hectogram": 0.1, "Kilogram": 1, "Kilopound": 453.59237, "Kilotonne": 1e6, "LongHundredweight": 50.80234544,
        "LongTon": 1016.0469088, "Megapound": 453592.37, "Megatonne": 1e9, "Microgram": 1e-9, "Milligram": 1e-6,
        "Nanogram": 1e-12,
        "Ounce": 0.028349523125, "Pound": 0.45359237, "ShortHundredweight": 45.359237, "ShortTon": 907.18474,
        "Slug": 14.593902937,
        "SolarMass": 1.98947e30, "Stone": 6.35029318, "Tonne": 1000,
    ]

    /// In joules.
    private static let energies: [String: Double] = [
        "BritishThermalUnit": 1055.05585262, "Calorie": 4.184, "DecathermEc": 1.05505585262e9, "ElectronVolt": 1.602176565e-19,
        "Erg": 1e-7, "FootPound": 1.3558179483314004, "Gigajoule": 1e9, "GigawattHour": 3.6e12,
        "Horsepower Hour": 2.684519537696172792e6,
        "HorsepowerHour": 2.684519537696172792e6, "Joule": 1, "Kilocalorie": 4184, "Kilojoule": 1000, "KilowattHour": 3.6e6,
        "Megajoule": 1e6, "Megacalorie": 4.184e6, "MegawattHour": 3.6e9, "Millijoule": 0.001, "TerawattHour": 3.6e15,
        "ThermEc": 1.05505585262e8, "ThermImperial": 1.05505585257348e8, "ThermUs": 1.054804e8, "WattHour": 3600,
    ]

    /// In newtons.
    private static let forces: [String: Double] = [
        "Decanewton": 10, "Dyn": 1e-5, "KilogramForce": 9.80665, "Kilonewton": 1000, "KiloPond": 9.80665,
        "KilopoundForce": 4448.2216152605095, "Meganewton": 1e6, "Micronewton": 1e-6, "Millinewton": 0.001, "Newton": 1,
        "OunceForce": 0.2780138509537812, "Poundal": 0.138254954376, "PoundForce": 4.4482216152605095,
        "ShortTonForce": 8896.443230521,
        "TonneForce": 9806.65,
    ]

    /// In metres a second.
    private static let speeds: [String: Double] = [
        "CentimeterPerHour": 0.01 / 3600, "CentimeterPerMinute": 0.01 / 60, "CentimeterPerSecond": 0.01,
        "DecimeterPerMinute": 0.1 / 60, "DecimeterPerSecond": 0.1, "FootPerHour": 0.3048 / 3600, "FootPerMinute": 0.3048 / 60,
        "FootPerSecond": 0.3048, "InchPerHour": 0.0254 / 3600, "InchPerMinute": 0.0254 / 60, "InchPerSecond": 0.0254,
        "KilometerPerHour": 1000.0 / 3600, "KilometerPerMinute": 1000.0 / 60, "KilometerPerSecond": 1000, "Knot": 1852.0 / 3600,
        "MeterPerHour": 1.0 / 3600, "MeterPerMinute": 1.0 / 60, "MeterPerSecond": 1, "MicrometerPerSecond": 1e-6,
        "MilePerHour": 0.44704, "MillimeterPerHour": 0.001 / 3600, "MillimeterPerMinute": 0.001 / 60,
        "MillimeterPerSecond": 0.001,
        "NanometerPerSecond": 1e-9, "YardPerHour": 0.9144 / 3600, "YardPerMinute": 0.9144 / 60, "YardPerSecond": 0.9144,
    ]

    /// In cubic metres.
    private static let volumes: [String: Double] = [
        "AcreFoot": 1233.48183754752, "AuTablespoon": 2e-5, "BoardFoot": 0.0254 * 0.3048 * 0.3048, "Centiliter": 1e-5,
        "CubicCentimeter": 1e-6, "CubicDecimeter": 1e-3, "CubicFoot": 0.028316846592, "CubicHectometer": 1e6,
        "CubicInch": 1.6387064e-5,
        "CubicKilometer": 1e9, "CubicMeter": 1, "CubicMicrometer": 1e-18, "CubicMile": 4.168181825440579584e9,
        "CubicMillimeter": 1e-9, "CubicYard": 0.764554857984, "Decaliter": 0.01, "Deciliter": 1e-4, "Hectoliter": 0.1,
        "ImperialGallon": 0.00454609, "ImperialOunce": 2.84130625e-5, "ImperialPint": 5.6826125e-4, "ImperialQuart": 1.1365225e-3,
        "Kiloliter": 1, "Liter": 0.001, "Megaliter": 1000, "MetricCup": 2.5e-4, "MetricTeaspoon": 5e-6, "Microliter": 1e-9,
        "Milliliter": 1e-6, "Nanoliter": 1e-12, "OilBarrel": 0.158987294928, "UkTablespoon": 1.5e-5,
        "UsCustomaryCup": 2.365882365e-4,
        "UsGallon": 0.003785411784, "UsLegalCup": 2.4e-4, "UsOunce": 2.95735295625e-5, "UsPint": 4.73176473e-4,
        "UsQuart": 9.46352946e-4, "UsTablespoon": 1.478676478125e-5, "UsTeaspoon": 4.92892159375e-6,
    ]

    /// In degrees.
    private static let angles: [String: Double] = [
        "Arcminute": 1.0 / 60, "Arcsecond": 1.0 / 3600, "Centiradian": 0.5729577951308232, "Deciradian": 5.729577951308232,
        "Degree": 1, "Gradian": 0.9, "Microdegree": 1e-6, "Microradian": 5.729577951308232e-5, "Millidegree": 1e-3,
        "Milliradian": 0.05729577951308232, "Nanodegree": 1e-9, "Nanoradian": 5.729577951308232e-8, "NatoMil": 0.05625,
        "Radian": 57.29577951308232, "Revolution": 360, "Tilt": 90,
    ]

    /// Kelvin is the middle: each scale has a factor and where its zero lies.
    private static let temperature = ScalarFunction.map("convert_temperature") {
        (value: Double, from: String, to: String) -> Double? in
        guard let source = scales[from], let target = scales[to] else { return nil }
        let kelvin = value * source.factor + source.zero
        return (kelvin - target.zero) / target.factor
    }

    private static let scales: [String: (factor: Double, zero: Double)] = [
        "Kelvin": (1, 0), "DegreeCelsius": (1, 273.15), "DegreeFahrenheit": (5.0 / 9, 459.67 * 5 / 9),
        "DegreeRankine": (5.0 / 9, 0),
        "DegreeReaumur": (1.25, 273.15), "DegreeDelisle": (-2.0 / 3, 373.15), "DegreeNewton": (100.0 / 33, 273.15),
        "DegreeRoemer": (40.0 / 21, 273.15 - 7.5 * 40 / 21), "MillidegreeCelsius": (0.001, 273.15), "SolarTemperature": (5778, 0),
    ]
}
