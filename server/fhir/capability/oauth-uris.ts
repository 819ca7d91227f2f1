/** Where the authorization server's endpoints are. https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html, the extension `oauth-uris`. */
export type OauthUris = Readonly<Record<'authorize' | 'token', string>>
