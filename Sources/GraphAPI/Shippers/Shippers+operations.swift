internal import HTTPTypes

// What is told of the shippers' protocols; `docs/shippers.md` says how each is used.

extension ElasticRoutes {
    static var operations: [Operation] {
        paths.flatMap { path in
            [HTTPRequest.Method.post, .put].map { method in
                Operation(method, path, "Elasticsearch's bulk: an action and a document by turns, one a line.")
                    .taking(.records).giving(["took": .count, "errors": .flag, "items": .list(.any)])
                    .failing(404).failing(as: .json(.named("ElasticError")))
            }
        }
            + documentPaths.map { method, path, _ in
                Operation(method, path, "One document for Elasticsearch, taken as one record.")
                    .taking(.records).giving(["_index": .text, "_id": .text, "result": .text], status: 201)
                    .failing(404).failing(as: .json(.named("ElasticError")))
            }
    }
}

extension ElasticHandshakeRoutes {
    static var operations: [Operation] {
        answers.map { answer in
            let operation = Operation(answer.method, answer.path, "What shippers ask an Elasticsearch before they send.")
                .failing(as: answer.method == .head ? .nothing : .json(.named("ElasticError")))
            return answer.method == .head ? operation : operation.giving(.object([]))
        }
    }
}

extension SplunkRoutes {
    static var operations: [Operation] {
        let answer = Schema.named("SplunkAnswer")
        return (eventPaths + rawPaths).map { path in
            Operation(.post, path, "Splunk's event collector: JSON objects one behind the other, or lines.")
                .taking(.records).giving(answer).failing(404, 503).failing(as: .json(answer))
        } + [
            Operation(.post, acknowledgementPath, "Which of the acknowledged requests are stored: all.")
                .taking(.object([("acks", .list(.count))])).giving(.object([])).failing(as: .json(answer))
        ]
            + healthPaths.map { path in
                Operation(.get, path, "Whether events are taken.").giving(answer).failing(503).failing(as: .json(answer))
            }
    }
}

extension OTLPRoutes {
    static var operations: [Operation] {
        let status = Schema.object([("code", .count), ("message", .text)])
        return [
            Operation(.post, "v1/logs", "OpenTelemetry's logs.")
                .taking(.encoded(["application/json", OTLPEncoding.protobufType]))
                .answering(.encoded(.object([]), or: OTLPEncoding.protobufType))
                .failing(404).failing(as: .encoded(status, or: OTLPEncoding.protobufType))
        ]
    }
}

extension LogsIngestionRoutes {
    static var operations: [Operation] {
        [
            Operation(.post, "dataCollectionRules/:rule/streams/:stream", "Azure Monitor's logs: an array of objects.")
                .taking(.records).answering(.nothing, status: 204)
        ]
    }
}
