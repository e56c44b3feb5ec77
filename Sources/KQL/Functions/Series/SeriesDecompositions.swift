/// Functions that look for periods, trends and outliers with algorithms whose details are not public. Queries that use them
/// can be checked; running them is refused, since what another algorithm finds is another answer.
enum SeriesDecompositions {
    static let all: [ScalarFunction] = [
        refuse("series_decompose", required: 1), refuse("series_decompose_anomalies", required: 1),
        refuse("series_decompose_forecast", required: 2), refuse("series_fit_2lines", required: 1),
        refuse("series_fit_2lines_dynamic", required: 1), refuse("series_fit_poly", required: 1),
        refuse("series_periods_detect", required: 4), refuse("series_periods_validate", required: 2),
        refuse("series_seasonal", required: 1), refuse("series_fft", required: 1), refuse("series_ifft", required: 1),
    ]

    private static func refuse(_ name: String, required: Int) -> ScalarFunction {
        ScalarFunction(name, [.dynamic, .any], required: required, isVariadic: true, .exactly(.dynamic)) { _ in
            { _ in throw QueryError(.unsupported, "\(name)() is not carried out: its algorithm is not public") }
        }
    }

    /// What their columns are called.
    static let parts: [String: [(String, ScalarType)]] = [
        "series_decompose": [("baseline", .dynamic), ("seasonal", .dynamic), ("trend", .dynamic), ("residual", .dynamic)],
        "series_decompose_anomalies": [("ad_flag", .dynamic), ("ad_score", .dynamic), ("baseline", .dynamic)],
        "series_fit_2lines": [
            ("rsquare", .real), ("split_idx", .long), ("variance", .real), ("rvariance", .real), ("line_fit", .dynamic),
            ("right_rsquare", .real), ("right_slope", .real), ("right_interception", .real), ("right_variance", .real),
            ("right_rvariance", .real), ("left_rsquare", .real), ("left_slope", .real), ("left_interception", .real),
            ("left_variance", .real), ("left_rvariance", .real),
        ],
        "series_periods_detect": [("periods", .dynamic), ("scores", .dynamic)],
        "series_periods_validate": [("periods", .dynamic), ("scores", .dynamic)],
        "series_fit_poly": [
            ("rsquare", .real), ("coefficients", .dynamic), ("variance", .real), ("rvariance", .real), ("poly_fit", .dynamic),
        ],
    ]
}
