// Whether a payer may read a record: a permit of one patient, a denial of another.

RuleSet: ForDisclosure(patient, type)
* scope = http://terminology.hl7.org/CodeSystem/consentscope#patient-privacy
* category[0] = http://terminology.hl7.org/CodeSystem/v3-ActCode#IDSCL
* patient = Reference({patient})
* performer[0] = Reference({patient})
* organization[0] = Reference(elm-street)
* provision.type = #{type}
* provision.actor[0].role = http://terminology.hl7.org/CodeSystem/v3-ParticipationType#IRCP
* provision.actor[0].reference = Reference(medicare)

Instance: ada-permits-payer
InstanceOf: CcmDisclosureConsent
Usage: #example
Title: "Permit to a payer"
Description: "For the payment of care, for a year."
* insert ForDisclosure(ada, permit)
* status = #active
* dateTime = "2026-01-05T16:00:00Z"
* policyRule = http://terminology.hl7.org/CodeSystem/v3-ActCode#OPTIN
* provision.period.start = "2026-01-05"
* provision.period.end = "2026-12-31"
* provision.purpose[0] = http://terminology.hl7.org/CodeSystem/v3-ActReason#HPAYMT

Instance: ben-denies-payer
InstanceOf: CcmDisclosureConsent
Usage: #example
Title: "Denial to a payer"
Description: "Of everything, until he says otherwise."
* insert ForDisclosure(ben, deny)
* status = #active
* dateTime = "2026-03-20T16:00:00Z"
* sourceAttachment.title = "Refusal signed on March 20, 2026"
* sourceAttachment.url = "https://elm-street.example/papers/2026-0031"
* policyRule = http://terminology.hl7.org/CodeSystem/v3-ActCode#OPTOUT
