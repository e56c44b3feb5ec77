internal import Primitives

/// What is behind the name of a followed file: the file that is being read, and its change to another.
actor FileTail {
    nonisolated private let thread = OwnThread("ingestion.follow")
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private let path: String
    private let policy: FollowPolicy
    private var file: GrowingFile?
    /// The file that has the name now, held while the rest of the old one is read: it may be rotated away in turn.
    private var successor: GrowingFile?
    /// The file before this one, which its writer may not have left yet. What comes there late is not part of the position.
    private var former: GrowingFile?
    private var position: FilePosition?
    private var isFirstOpening = true
    /// What hinders the following; said once.
    private var obstacle: FollowNotice?
    private var notices: [FollowNotice] = []

    init(path: String, position: FilePosition?, policy: FollowPolicy) {
        self.path = path
        self.position = position
        self.policy = policy
    }

    /// Looks at the file once.
    func poll() -> FollowedFile.Batch {
        var records: [SplitRecord] = []
        notices = []
        var isReadingOn = false
        do throws(SystemCallError) {
            isReadingOn = try read(into: &records)
            try readFormer(into: &records)
        } catch {
            hindered(by: .unreadable(error))
        }
        if let file { position = file.position }
        return FollowedFile.Batch(records: records, position: position, notices: notices, isReadingOn: isReadingOn)
    }

    private func read(into records: inout [SplitRecord]) throws(SystemCallError) -> Bool {
        if file == nil { file = try open() }
        switch try file?.read(into: &records) {
        case nil: return false
        case .grown: return true
        case .truncated:
            notices.append(.truncated(path: path))
            try beginAgain(&records)
            return true
        case .unchanged: return try look(into: &records)
        }
    }

    /// Nothing was added: is it still the file of that name? Answers whether another is to be read at once.
    private func look(into records: inout [SplitRecord]) throws(SystemCallError) -> Bool {
        guard let current = file else { return false }
        let status = try FileStatus(ofFileAt: path)
        if status?.identity == current.identity {
            if current.isIdle(for: policy.partialLineTimeout) { file?.finish(into: &records) }
            return false
        }
        if successor == nil, status != nil {
            successor = try open()
            notices.append(.rotated(path: path))
        }
        guard current.isIdle(for: policy.rotationGrace) else { return false }
        file?.finish(into: &records)
        position = file?.position
        (former, file, successor) = (file, successor, nil)
        return file != nil
    }

    private func readFormer(into records: inout [SplitRecord]) throws(SystemCallError) {
        switch try former?.read(into: &records) {
        case nil, .grown: break
        case .truncated: former = nil
        case .unchanged:
            guard former?.isIdle(for: policy.lateGrace) == true else { return }
            former?.finish(into: &records)
            former = nil
        }
    }

    // MARK: Opening

    private func open() throws(SystemCallError) -> GrowingFile? {
        let opened = try openCurrent()
        if isFirstOpening, let position, opened?.isResumed != true {
            let rest = try openRest(of: position)
            isFirstOpening = false
            if let rest { return rest }
            notices.append(.restNotFound(path: path, offset: position.offset))
        }
        isFirstOpening = false
        guard let opened else { return nil }
        obstacle = nil
        notices.append(.opened(path: path, offset: opened.offset))
        return opened
    }

    /// The file that has the name now.
    private func openCurrent() throws(SystemCallError) -> GrowingFile? {
        guard let status = try FileStatus(ofFileAt: path) else {
            hindered(by: .missing(path: path))
            return nil
        }
        guard status.isRegular else {
            hindered(by: .notAFile(path: path))
            return nil
        }
        let file = try OpenFile(path, .read)
        if let position, let resumed = try GrowingFile(file, resuming: position, policy: policy) { return resumed }
        return try GrowingFile(file, atEnd: policy.startsAtEnd && isFirstOpening && position == nil, policy: policy)
    }

    /// The file was cut to nothing. Where it was copied before, what had not been read of it yet is in the copy, and goes
    /// first; a last line without its end is all there is otherwise.
    private func beginAgain(_ records: inout [SplitRecord]) throws(SystemCallError) {
        guard var cut = file else { return }
        if successor == nil, let copy = try openRest(of: cut.position) {
            cut.restart()
            (file, successor) = (copy, cut)
        } else {
            cut.finish(into: &records)
            cut.restart()
            file = cut
        }
    }

    /// The file that was followed before, under the name that rotation gave it in the same folder; or the copy of it that was
    /// made last.
    private func openRest(of position: FilePosition) throws(SystemCallError) -> GrowingFile? {
        let candidates = try candidates(for: position)
        for path in candidates {
            guard let file = try? OpenFile(path, .read),
                let rest = try GrowingFile(file, resuming: position, acceptsCopy: true, policy: policy)
            else { continue }
            notices.append(.opened(path: path, offset: rest.offset))
            return rest
        }
        return nil
    }

    /// Files of the folder that are as large as the one that is looked for was: itself first, then the newest.
    private func candidates(for position: FilePosition) throws(SystemCallError) -> [String] {
        let folder = path.lastIndex(of: "/").map { path[..<$0].isEmpty ? "/" : String(path[..<$0]) } ?? "."
        let directory = Directory(path: folder)
        var found: [(path: String, isItself: Bool, modified: Timestamp)] = []
        for name in try directory.names() where directory.path(of: name) != path {
            let candidate = directory.path(of: name)
            guard let status = try? FileStatus(ofFileAt: candidate), status.isRegular, status.size >= position.offset else {
                continue
            }
            found.append((candidate, status.identity == position.identity, status.modified))
        }
        return found.sorted { $0.isItself != $1.isItself ? $0.isItself : $0.modified > $1.modified }.map(\.path)
    }

    private func hindered(by notice: FollowNotice) {
        if obstacle != notice { notices.append(notice) }
        obstacle = notice
    }
}
