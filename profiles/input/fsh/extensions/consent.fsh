Extension: CcmConsentMethodExtension
Id: ccm-consent-method
Title: "How the consent was given"
Description: "Verbal or written."
Context: Consent
* value[x] only code
* value[x] 1..1
* value[x] from CcmConsentMethodVS (required)

Extension: CcmConsentRecorder
Id: ccm-consent-recorder
Title: "Who took the consent"
Description: "The person of the practice who explained the program and took the patient's word."
Context: Consent
* value[x] only Reference(Practitioner or PractitionerRole)
* value[x] 1..1

Extension: CcmConsentStatementExtension
Id: ccm-consent-statement
Title: "What was explained"
Description: "One of the things that the patient was told before consenting."
Context: Consent
* value[x] only code
* value[x] 1..1
* value[x] from CcmConsentStatementVS (required)

Extension: CcmConsentWithdrawn
Id: ccm-consent-withdrawn
Title: "When the consent was withdrawn"
Description: "The instant from which the consent no longer holds: no later minute counts."
Context: Consent
* value[x] only dateTime
* value[x] 1..1
