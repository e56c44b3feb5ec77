internal import HTTPTypes

extension HealthRoutes {
    static let operations: [Operation] = [
        Operation(.get, "healthz", "Says that the process runs.").answering(.text),
        Operation(.get, "readyz", "Says that the store answers.").answering(.text).failing(503),
    ]
}

extension MetricsRoutes {
    static let operations: [Operation] = [
        Operation(.get, "metrics", "Figures in the text form of Prometheus.").answering(.text)
    ]
}
