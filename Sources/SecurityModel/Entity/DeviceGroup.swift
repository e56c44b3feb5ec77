public import Primitives

/// A set of devices that access, notifications, automation and (as a setting) correlation are limited to. The groups
/// stand in an order, and a device belongs to the first that takes it.
public struct DeviceGroup: Hashable, Sendable {
    /// One test of a device. All tests of a group have to hold.
    public enum Condition: Hashable, Sendable {
        case nameStarts(with: String)
        case nameContains(String)
        case nameEnds(with: String)
        case tag(String)
        case address(in: AddressBlock)
        case domain(String)
    }

    /// What is known of a device when its group is decided.
    public struct Device: Hashable, Sendable {
        public var name: String
        public var domain: String
        public var tags: [String]
        public var address: IPAddress?

        public init(name: String, domain: String = "", tags: [String] = [], address: IPAddress? = nil) {
            self.name = name
            self.domain = domain
            self.tags = tags
            self.address = address
        }
    }

    /// 1 and up; 0 stands for the devices that no group takes.
    public var id: Int32
    public var name: String
    public var conditions: [Condition]

    public init(id: Int32, name: String, conditions: [Condition]) {
        self.id = id
        self.name = name
        self.conditions = conditions
    }

    public func takes(_ device: Device) -> Bool {
        !conditions.isEmpty && conditions.allSatisfy { DeviceGroup.holds($0, for: device) }
    }

    /// The group of a device: the first that takes it, else 0.
    public static func group(of device: Device, among groups: [DeviceGroup]) -> Int32 {
        groups.first { $0.takes(device) }?.id ?? 0
    }

    private static func holds(_ condition: Condition, for device: Device) -> Bool {
        let name = device.name.lowercased()
        return switch condition {
        case .nameStarts(let text): name.hasPrefix(text.lowercased())
        case .nameContains(let text): name.contains(text.lowercased())
        case .nameEnds(let text): name.hasSuffix(text.lowercased())
        case .tag(let tag): device.tags.contains { $0.lowercased() == tag.lowercased() }
        case .address(let block): device.address.map(block.contains) ?? false
        case .domain(let domain): device.domain.lowercased() == domain.lowercased()
        }
    }
}
