import Primitives
import SeededRandom
import Testing

@Suite struct JSONRoundTripTests {
    @Test(
        arguments: [
            (.string("\"\\/\u{8}\u{c}\n\r\t\u{1}\u{1f}\u{7f}é😀"), "\"\\\"\\\\/\\u0008\\u000c\\n\\r\\t\\u0001\\u001f\u{7f}é😀\""),
            (.number(.nan), "null"), (.number(.infinity), "null"), (.number(1e16), "1e+16"), (.number(0.1), "0.1"),
            (.integer(.min), "-9223372036854775808"), ([1, [], [:], .null, "a"], #"[1,[],{},null,"a"]"#),
            (["a": ["b": true], "c": [1, 2]], #"{"a":{"b":true},"c":[1,2]}"#),
        ] as [(JSONValue, String)])
    func writes(_ value: JSONValue, _ text: String) {
        #expect(value.text == text)
    }

    @Test func rawTextAndValuesKeepTheirCommas() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("a")
        writer.raw("{\"b\":1}")
        writer.key("c")
        writer.beginArray()
        writer.write(1.5)
        writer.write(true)
        writer.writeNull()
        writer.endArray()
        writer.key("d")
        writer.write("x")
        writer.endObject()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"a":{"b":1},"c":[1.5,true,null],"d":"x"}"#)
    }

    @Test func objectsKeepTheirOrder() throws {
        var object = JSONObject()
        for name in ["z", "a", "m"] { object[name] = .string(name) }
        object["a"] = 1
        object["z"] = nil
        object["q"] = nil
        object["z"] = 2
        #expect(JSONValue.object(object).text == #"{"a":1,"m":"m","z":2}"#)
        #expect(!object.isEmpty && JSONObject().isEmpty)
    }

    /// Whatever a value holds, its text reads as the same value.
    @Test(arguments: [31, 32, 33, 34, 35] as [UInt64])
    func whatIsWrittenReadsAsTheSame(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for step in 0..<200 {
            let value = anyValue(depth: 0, &random)
            let text = value.text
            #expect(try JSONValue(parsing: text) == value, "seed \(seed), step \(step): \(text)")
            let spaced = spread(text, &random)
            #expect(try JSONValue(parsing: spaced) == value, "seed \(seed), step \(step): \(spaced)")
        }
    }

    /// Damaged text is refused or read; what was read has one text.
    @Test(arguments: [41, 42, 43] as [UInt64])
    func damagedTextIsRefusedOrRead(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let marks = Array("{}[]\",:0e-.\\u".utf8)
        for step in 0..<600 {
            var bytes = Array(anyValue(depth: 0, &random).text.utf8)
            for _ in 0...random.below(3) where !bytes.isEmpty {
                switch random.below(3) {
                case 0: bytes[random.below(bytes.count)] = UInt8(random.below(256))
                case 1: bytes.remove(at: random.below(bytes.count))
                default: bytes.insert(marks[random.below(marks.count)], at: random.below(bytes.count + 1))
                }
            }
            do {
                let text = try JSONValue(parsing: bytes).text
                #expect(try JSONValue(parsing: text).text == text, "seed \(seed), step \(step): \(bytes)")
            } catch {
                #expect((0...bytes.count).contains(error.offset), "seed \(seed), step \(step): \(bytes)")
            }
        }
    }

    private func anyValue(depth: Int, _ random: inout SeededGenerator) -> JSONValue {
        switch random.below(depth < 5 ? 9 : 6) {
        case 0: return .null
        case 1: return .bool(random.chance(0.5))
        case 2: return .integer(Int64(bitPattern: random.next()) >> Int64(random.below(64)))
        case 3:
            let number = Double(bitPattern: random.next())
            return number.isFinite ? .number(number) : .number(0.5)
        case 4, 5: return .string(anyText(&random))
        case 6, 7: return .array((0..<random.below(5)).map { _ in anyValue(depth: depth + 1, &random) })
        default:
            return .object(
                JSONObject(
                    (0..<random.below(5)).map { _ in
                        JSONObject.Member(name: anyText(&random), value: anyValue(depth: depth + 1, &random))
                    }))
        }
    }

    private func anyText(_ random: inout SeededGenerator) -> String {
        var text = ""
        for _ in 0..<random.below(12) {
            let bound = [0x80, 0x20, 0x800, 0x1_0000, 0x11_0000][random.below(5)]
            if let scalar = Unicode.Scalar(UInt32(random.below(bound))) { text.unicodeScalars.append(scalar) }
        }
        return text
    }

    /// White space where JSON allows it.
    private func spread(_ text: String, _ random: inout SeededGenerator) -> String {
        var spread: [UInt8] = []
        var isInString = false
        var isEscaped = false
        for byte in text.utf8 {
            let isMark = !isInString && "{}[],:".utf8.contains(byte)
            if isMark, random.chance(0.3) { spread += Array(" \n\t\r".utf8.prefix(random.below(5))) }
            spread.append(byte)
            if isMark, random.chance(0.3) { spread.append(0x20) }
            if byte == UInt8(ascii: "\""), !isEscaped { isInString.toggle() }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        }
        return String(decoding: spread, as: UTF8.self)
    }
}
