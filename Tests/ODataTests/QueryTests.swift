import OData
import Testing

@Suite struct QueryTests {
    private static let all = Set(SystemOption.allCases)

    @Test(arguments: [
        "$filter=createdDateTime+gt+1970-01-01T00:00:00Z&$top=50&$skip=10&$count=true&$orderby=lastUpdateDateTime+desc,id",
        "%24filter=createdDateTime%20gt%201970-01-01T00%3A00%3A00Z&%24top=50&%24skip=10&%24count=true&%24orderby=lastUpdateDateTime%20desc%2Cid",
        "$Filter=createdDateTime gt 1970-01-01T00:00:00Z&$TOP=50&$skip=10&$count=TRUE&$OrderBy=lastUpdateDateTime DESC, id asc",
    ]) func readsWhatClientsSend(_ text: String) throws {
        let query = try ODataQuery(text, allowing: Self.all)
        #expect(query.filter?.description == "createdDateTime gt 1970-01-01T00:00:00Z")
        #expect(query.top == 50 && query.skip == 10 && query.count)
        #expect(
            query.orderBy == [
                OrderTerm(FilterPath(segments: ["lastUpdateDateTime"]), isDescending: true),
                OrderTerm(FilterPath(segments: ["id"])),
            ])
    }

    @Test func readsTheRest() throws {
        let query = try ODataQuery(
            "api-version=2024-03-01&$select=id,title&$expand=alerts($select=id;$top=5),comments&$skiptoken=a%2Bb&$top=0&$format=json&$count=false",
            allowing: Self.all)
        #expect(query.others == ["api-version": "2024-03-01"])
        #expect(query.select.map(\.text) == ["id", "title"])
        #expect(query.expand.map(\.path.text) == ["alerts", "comments"])
        let inner = try query.expand[0].query(allowing: [.select, .top])
        #expect(inner.top == 5 && inner.select.map(\.text) == ["id"])
        #expect(query.skipToken == "a+b" && query.top == 0 && !query.count)
        #expect(query.next(skipToken: "z", top: nil).hasSuffix("$skiptoken=z"))
        #expect(!query.next(skipToken: "z", top: nil).contains("a%2Bb"))
    }

    /// The address of the next page asks the same.
    @Test func theNextPageAsksTheSame() throws {
        let text = "$filter=assignedTo eq 'Ä %26 B%2BC%25'&$orderby=id desc&$skip=5"
        let first = try ODataQuery(text, allowing: Self.all)
        let next = try ODataQuery(first.next(skipToken: "t=1", top: 7), allowing: Self.all)
        #expect(next.filter == first.filter && next.orderBy == first.orderBy)
        #expect(next.skipToken == "t=1" && next.top == 7 && next.skip == 0)
    }

    @Test(arguments: [
        ("$top=-1", "$top"), ("$top=x", "$top"), ("$skip=1.5", "$skip"), ("$count=1", "$count"),
        ("$orderby=a sideways", "sideways"),
        ("$orderby=", "$orderby"), ("$select=a,,b", "$select"), ("$expand=a(", "$expand"), ("$expand=a)b(", "$expand"),
        ("$search=x", "$search"), ("$apply=x", "$apply"), ("$top=1&$TOP=2", "twice"), ("$foo=1", "$foo"),
        ("$filter=%ff", "UTF-8"),
        ("$format=xml", "$format"), ("$select=" + String(repeating: "a,", count: 60) + "a", "50"),
        ("$filter=" + String(repeating: "x", count: 20_000), "longer"),
    ]) func refuses(text: String, word: String) {
        let error = #expect(throws: ODataError.self) { try ODataQuery(text, allowing: Self.all) }
        #expect(error?.description.contains(word) == true, "\(error?.description ?? "")")
    }

    @Test func namesWhatTheResourceTakes() {
        let error = #expect(throws: ODataError.self) { try ODataQuery("$skip=1", allowing: [.top, .filter]) }
        #expect(error?.description == "'$skip': is not supported here; this takes $filter, $top")
    }
}
