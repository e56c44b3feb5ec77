import Foundation

/// Writes files of event logs for tests, by the public description of their form: one chunk, templates with the values of each
/// event beside them.
struct EVTXBuilder {
    enum Value {
        case text(String)
        case number(UInt32)
        case small(UInt16)
        case time(UInt64)
        case sid([UInt8])
        case bits(UInt64)
        case none

        var type: UInt8 {
            switch self {
            case .none: 0x00
            case .text: 0x01
            case .small: 0x06
            case .number: 0x08
            case .time: 0x11
            case .sid: 0x13
            case .bits: 0x15
            }
        }

        var bytes: [UInt8] {
            switch self {
            case .none: []
            case .text(let text): text.utf16.flatMap { EVTXBuilder.little($0) }
            case .small(let number): EVTXBuilder.little(number)
            case .number(let number): EVTXBuilder.little(number)
            case .time(let number), .bits(let number): EVTXBuilder.little(number)
            case .sid(let bytes): bytes
            }
        }
    }

    private(set) var chunk = [UInt8](repeating: 0, count: 512)
    private var names: [String: UInt32] = [:]
    private var templates: [String: UInt32] = [:]
    private var number: UInt64 = 0

    static func little(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    /// Adds a record: `fields` are the texts of `EventData`, in a template of their names.
    mutating func add(
        id: UInt16, channel: String, computer: String, written: UInt64, provider: String, data: [(name: String, value: Value)]
    ) {
        number += 1
        let start = chunk.count
        chunk += EVTXBuilder.little(UInt32(0x2a2a)) + EVTXBuilder.little(UInt32(0)) + EVTXBuilder.little(number)
        chunk += EVTXBuilder.little(written)
        chunk += [0x0f, 0x01, 0x01, 0x00, 0x0c, 0x01] + EVTXBuilder.little(UInt32(7))
        let key = ([channel, provider] + data.map(\.name)).joined(separator: "|")
        if let offset = templates[key] {
            chunk += EVTXBuilder.little(offset)
        } else {
            let offset = UInt32(chunk.count + 4)
            templates[key] = offset
            chunk += EVTXBuilder.little(offset) + EVTXBuilder.little(UInt32(0)) + [UInt8](repeating: 7, count: 16)
            let size = chunk.count
            chunk += EVTXBuilder.little(UInt32(0))
            addTemplate(data.map(\.name), channel: channel, provider: provider)
            put(UInt32(chunk.count - size - 4), at: size)
        }
        let values: [Value] = [.small(id), .time(written), .text(computer), .bits(number)] + data.map(\.value)
        chunk += EVTXBuilder.little(UInt32(values.count))
        for value in values { chunk += EVTXBuilder.little(UInt16(value.bytes.count)) + [value.type, 0] }
        for value in values { chunk += value.bytes }
        chunk.append(0x00)
        while (chunk.count - start + 4) % 8 != 0 { chunk.append(0) }
        chunk += EVTXBuilder.little(UInt32(chunk.count - start + 4))
        put(UInt32(chunk.count - start), at: start + 4)
    }

    private mutating func put(_ number: UInt32, at place: Int) {
        chunk.replaceSubrange(place..<place + 4, with: EVTXBuilder.little(number))
    }

    private mutating func addTemplate(_ names: [String], channel: String, provider: String) {
        chunk += [0x0f, 0x01, 0x01, 0x00]
        element("Event") { builder in
            builder.element("System") { builder in
                builder.element("Provider", attribute: ("Name", provider)) { _ in }
                builder.element("EventID") { $0.substitute(0, 0x06) }
                builder.element("TimeCreated", attribute: ("SystemTime", nil), index: 1, type: 0x11) { _ in }
                builder.element("EventRecordID") { $0.substitute(3, 0x15) }
                builder.element("Channel") { $0.value(channel) }
                builder.element("Computer") { $0.substitute(2, 0x01) }
            }
            builder.element("EventData") { builder in
                for (index, name) in names.enumerated() {
                    builder.element("Data", attribute: ("Name", name)) { $0.substitute(UInt16(4 + index), 0x01) }
                }
            }
        }
        chunk.append(0x00)
    }

    private mutating func element(
        _ name: String, attribute: (name: String, value: String?)? = nil, index: UInt16 = 0, type: UInt8 = 0,
        _ content: (inout EVTXBuilder) -> Void
    ) {
        chunk += [attribute == nil ? 0x01 : 0x41, 0xff, 0xff]
        let size = chunk.count
        chunk += EVTXBuilder.little(UInt32(0))
        addName(name)
        if let attribute {
            let list = chunk.count
            chunk += EVTXBuilder.little(UInt32(0)) + [0x06]
            addName(attribute.name)
            if let text = attribute.value { value(text) } else { substitute(index, type) }
            put(UInt32(chunk.count - list - 4), at: list)
        }
        chunk.append(0x02)
        content(&self)
        chunk.append(0x04)
        put(UInt32(chunk.count - size - 4), at: size)
    }

    private mutating func addName(_ name: String) {
        if let offset = names[name] {
            chunk += EVTXBuilder.little(offset)
            return
        }
        let offset = UInt32(chunk.count + 4)
        names[name] = offset
        let hash = name.utf16.reduce(UInt32(0)) { $0 &* 65599 &+ UInt32($1) }
        chunk += EVTXBuilder.little(offset) + EVTXBuilder.little(UInt32(0)) + EVTXBuilder.little(UInt16(hash & 0xffff))
        chunk += EVTXBuilder.little(UInt16(name.utf16.count)) + name.utf16.flatMap { EVTXBuilder.little($0) } + [0, 0]
    }

    private mutating func value(_ text: String) {
        chunk += [0x05, 0x01] + EVTXBuilder.little(UInt16(text.utf16.count)) + text.utf16.flatMap { EVTXBuilder.little($0) }
    }

    private mutating func substitute(_ index: UInt16, _ type: UInt8) {
        chunk += [0x0d] + EVTXBuilder.little(index) + [type]
    }

    /// The file: its header, and the chunk filled up to its size, with their checksums.
    func file() -> [UInt8] {
        var chunk = chunk
        let end = UInt32(chunk.count)
        func put(_ number: some FixedWidthInteger, at place: Int, in bytes: inout [UInt8]) {
            let little = EVTXBuilder.little(number)
            bytes.replaceSubrange(place..<place + little.count, with: little)
        }
        chunk.replaceSubrange(0..<8, with: Array("ElfChnk\0".utf8))
        for (place, value) in [(8, UInt64(1)), (16, number), (24, UInt64(1)), (32, number)] { put(value, at: place, in: &chunk) }
        put(UInt32(128), at: 40, in: &chunk)
        put(end, at: 48, in: &chunk)
        put(EVTXBuilder.checksum(chunk[512...]), at: 52, in: &chunk)
        put(EVTXBuilder.checksum(chunk[..<120] + chunk[128..<512]), at: 124, in: &chunk)
        chunk += [UInt8](repeating: 0, count: 65536 - chunk.count)
        var header = Array("ElfFile\0".utf8) + [UInt8](repeating: 0, count: 4088)
        put(number + 1, at: 24, in: &header)
        put(UInt32(128), at: 32, in: &header)
        put(UInt16(1), at: 36, in: &header)
        put(UInt16(3), at: 38, in: &header)
        put(UInt16(4096), at: 40, in: &header)
        put(UInt16(1), at: 42, in: &header)
        put(EVTXBuilder.checksum(header[..<120]), at: 124, in: &header)
        return header + chunk
    }

    /// CRC-32 as in zip files.
    private static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var sum: UInt32 = 0xffff_ffff
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
