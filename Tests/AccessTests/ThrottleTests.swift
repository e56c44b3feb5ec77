@testable import Access
import Primitives
import Testing

@Suite struct ThrottleTests {
    private let start = Timestamp(unixSeconds: Int64(1_790_000_000))

    @Test func anAccountBearsSoManyAttempts() {
        var throttle = AttemptThrottle()
        for index in 0..<10 {
            #expect(throttle.begin(account: "ana", address: "192.0.2.\(index)", at: start + .seconds(Int64(index))) == nil)
        }
        #expect(throttle.begin(account: "ana", address: "192.0.2.99", at: start + .seconds(60)) == 840)
        #expect(throttle.begin(account: "ben", address: "192.0.2.99", at: start + .seconds(60)) == nil)
        // An attempt that is refused does not lengthen the wait.
        #expect(throttle.begin(account: "ana", address: "192.0.2.99", at: start + .minutes(15)) == nil)
    }

    @Test func anAddressBearsSoManyAttempts() {
        var throttle = AttemptThrottle()
        for index in 0..<50 { #expect(throttle.begin(account: "a\(index)", address: "192.0.2.1", at: start) == nil) }
        #expect(throttle.begin(account: "ana", address: "192.0.2.1", at: start) == 900)
        #expect(throttle.begin(account: "ana", address: "192.0.2.2", at: start) == nil)
    }

    @Test func aNetworkOfIPv6IsOneAddress() {
        var throttle = AttemptThrottle()
        for index in 0..<50 {
            #expect(throttle.begin(account: "a\(index)", address: "2001:db8::\(index)", at: start) == nil)
        }
        #expect(throttle.begin(account: "ana", address: "2001:db8::ffff:1", at: start) != nil)
        #expect(throttle.begin(account: "ana", address: "2001:db8:0:1::1", at: start) == nil)
    }

    @Test func successIsForgiven() {
        var throttle = AttemptThrottle()
        for _ in 0..<200 {
            #expect(throttle.begin(account: "ana", address: "192.0.2.1", at: start) == nil)
            throttle.succeed(account: "ana", address: "192.0.2.1")
        }
    }

    @Test func memoryIsBounded() {
        var policy = ThrottlePolicy()
        policy.maximumEntries = 100
        var throttle = AttemptThrottle(policy)
        for index in 0..<10_000 {
            _ = throttle.begin(account: "a\(index)", address: "192.0.\(index / 256 % 256).\(index % 256)", at: start)
            #expect(throttle.count <= 100)
        }
    }
}
