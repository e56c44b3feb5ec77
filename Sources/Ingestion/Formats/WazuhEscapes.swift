/// Wazuh escapes the backslashes of a Windows event's data once more than JSON does.
public enum WazuhEscapes {
    /// The text with each pair of backslashes as one, where all of them stand in pairs; `\\server\share` stays as it is.
    /// - Returns: `nil` where the text is to stay as it is.
    public static func resolved(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.contains(0x5c) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var isSecond = false
        for byte in text {
            if isSecond, byte != 0x5c { return nil }
            isSecond = byte == 0x5c && !isSecond
            if !isSecond { bytes.append(byte) }
        }
        return isSecond ? nil : bytes
    }
}

extension String {
    /// The same for a text of a document.
    var withSingleBackslashes: String { WazuhEscapes.resolved(utf8).map { String(decoding: $0, as: UTF8.self) } ?? self }
}
