CodeSystem: CcmConsentStatement
Id: ccm-consent-statement
Title: "What a patient is told before consenting"
Description: "Four things that Medicare wants explained before a patient consents to care management."
* ^caseSensitive = true
* ^experimental = false
* #availability "Availability" "The program is available, and what it offers."
* #cost-sharing "Cost sharing" "The deductible and coinsurance apply."
* #one-practitioner "One practitioner" "Only one practitioner can bill it in a calendar month."
* #right-to-stop "Right to stop" "The patient may stop at any time, with effect from the end of the month."

ValueSet: CcmConsentStatementVS
Id: ccm-consent-statement
Title: "What a patient is told before consenting"
Description: "All things that are explained."
* ^experimental = false
* include codes from system CcmConsentStatement

CodeSystem: CcmConsentMethod
Id: ccm-consent-method
Title: "How a consent was given"
Description: "Medicare accepts spoken and written consent; spoken consent is documented in the record."
* ^caseSensitive = true
* ^experimental = false
* #verbal "Verbal" "Spoken, and written down by whoever took it."
* #written "Written" "On paper or electronically signed."

ValueSet: CcmConsentMethodVS
Id: ccm-consent-method
Title: "How a consent was given"
Description: "All ways of consenting."
* ^experimental = false
* include codes from system CcmConsentMethod
