internal import CaseStore
internal import Primitives
internal import SecurityModel

/// What the organisation says about its assets.
struct AssetRules: Hashable, Sendable {
    var deviceGroups: [DeviceGroup] = []
    var criticalAssets: [CriticalAsset] = []
    /// What people say of single assets, by name: it goes before the rules.
    var settings: [EntityKey: AssetSetting] = [:]

    init(deviceGroups: [DeviceGroup] = [], criticalAssets: [CriticalAsset] = [], settings: [EntityKey: AssetSetting] = [:]) {
        self.deviceGroups = deviceGroups
        self.criticalAssets = criticalAssets
        self.settings = settings
    }

    init(_ reader: CaseReader) throws {
        self.init(
            deviceGroups: try reader.deviceGroups(), criticalAssets: try reader.assetRules().map(\.rule),
            settings: try reader.assetSettings())
    }

    func deviceGroup(of report: AlertReport, scope: String) -> Int32 {
        guard !deviceGroups.isEmpty, let device = report.evidence.first(where: { $0.kind == .device }) else { return 0 }
        return DeviceGroup.group(of: asset(device, tags: tags(of: device.entityKeys(scope: scope))), among: deviceGroups)
    }

    /// How critical each asset is that one piece of evidence names. What a person said of one name of a thing holds for all
    /// its names.
    func criticality(of keys: [EntityKey], in evidence: Evidence) -> [EntityKey: UInt8] {
        guard !criticalAssets.isEmpty || !settings.isEmpty else { return [:] }
        var levels: [EntityKey: UInt8] = [:]
        for key in keys where key.kind.isAssetByNature {
            let names = keys.filter { $0.kind == key.kind }
            let said = names.compactMap { settings[$0]?.level }.max { $0.rawValue < $1.rawValue }
            levels[key] = (said ?? ruled(key, named: names, in: evidence)).rawValue
        }
        return levels
    }

    private func ruled(_ key: EntityKey, named names: [EntityKey], in evidence: Evidence) -> CriticalAsset.Level {
        let asset =
            evidence.kind == .device
            ? asset(evidence, tags: tags(of: names))
            : DeviceGroup.Device(name: key.value, tags: evidence.tags + tags(of: names))
        return CriticalAsset.level(of: asset, kind: key.kind, among: criticalAssets)
    }

    private func tags(of keys: [EntityKey]) -> [String] {
        settings.isEmpty ? [] : keys.flatMap { settings[$0]?.tags ?? [] }
    }

    private func asset(_ device: Evidence, tags: [String]) -> DeviceGroup.Device {
        DeviceGroup.Device(
            name: device.text("deviceDnsName") ?? device.text("hostName") ?? "", domain: device.text("dnsDomain") ?? "",
            tags: device.tags + tags, address: device.text("lastIpAddress").flatMap { IPAddress($0) })
    }
}
