extension CaseSchema {
    /// Indicators that people and programs set. `fields` is JSON under the names of the public API.
    static let indicatorTables = [
        """
        CREATE TABLE indicators (
            id BIGINT PRIMARY KEY, type TEXT NOT NULL, value TEXT NOT NULL, fields TEXT NOT NULL, created BIGINT NOT NULL,
            created_by TEXT NOT NULL, last_update BIGINT NOT NULL, last_updated_by TEXT NOT NULL, UNIQUE (type, value))
        """
    ]

    /// The indicators of the older interface become those that the other interface has: there is one list of them.
    static let oneListOfIndicators = [
        #"""
        INSERT INTO threat_indicators (
            key, name, created, created_by, updated, updated_by, display_name, description, pattern, pattern_type, kind,
            subject, source, confidence, tags, threat_types, valid_from, valid_until, is_revoked, details)
        SELECT CAST(id AS TEXT), CAST(id AS TEXT), created, created_by, last_update, last_updated_by,
            COALESCE(JSON_VALUE(fields, '$.title'), value), COALESCE(JSON_VALUE(fields, '$.description'), ''),
            '[' || CASE type
                WHEN 'FileSha1' THEN 'file:hashes.''SHA-1''' WHEN 'FileSha256' THEN 'file:hashes.''SHA-256'''
                WHEN 'FileMd5' THEN 'file:hashes.MD5' WHEN 'CertificateThumbprint' THEN 'x509-certificate:hashes.''SHA-1'''
                WHEN 'DomainName' THEN 'domain-name:value' WHEN 'Url' THEN 'url:value'
                ELSE CASE WHEN value LIKE '%:%' THEN 'ipv6-addr:value' ELSE 'ipv4-addr:value' END END
                || ' = ''' || REPLACE(REPLACE(value, '\', '\\'), '''', '\''') || ''']',
            CASE type
                WHEN 'CertificateThumbprint' THEN 'x509-certificate' WHEN 'DomainName' THEN 'domain-name'
                WHEN 'Url' THEN 'url' WHEN 'IpAddress' THEN
                    CASE WHEN value LIKE '%:%' THEN 'ipv6-addr' ELSE 'ipv4-addr' END
                ELSE 'file' END,
            CASE type
                WHEN 'IpAddress' THEN 1 WHEN 'DomainName' THEN 2 WHEN 'Url' THEN 3 WHEN 'FileSha256' THEN 4
                WHEN 'FileSha1' THEN 5 WHEN 'FileMd5' THEN 6 ELSE 8 END,
            LOWER(value), created_by, 0, '[]', '[]', NULL, NULL, 0, fields
        FROM indicators
        WHERE CAST(id AS TEXT) NOT IN (SELECT key FROM threat_indicators)
        """#,
        "DROP TABLE indicators",
    ]
}
