Profile: CcmConsent
Parent: Consent
Id: ccm-consent
Title: "Consent to care management"
Description: "The patient's word, spoken or written: who took it, when, what was explained. A withdrawn one is inactive and says when."
* extension contains
    CcmConsentMethodExtension named method 1..1 MS and
    CcmConsentRecorder named recorder 0..1 MS and
    CcmConsentStatementExtension named statement 0..* MS and
    CcmConsentWithdrawn named withdrawn 0..1 MS and
    CcmBillingPractitioner named billingPractitioner 0..1 MS
* extension[method] ^short = "Verbal or written"
* extension[recorder] ^short = "Who explained the program and took the patient's word"
* extension[statement] ^short = "What was explained; Medicare wants all four"
* extension[withdrawn] ^short = "From when it no longer holds"
* extension[billingPractitioner] ^short = "Whose billing the patient consented to"
* status MS
* status ^short = "active; inactive once withdrawn"
* scope MS
* scope from CcmConsentScopeVS (required)
* scope ^short = "Treatment, or privacy"
* category MS
* insert Sliced(category, pattern, $this, [[The program; other categories may stand beside it.]])
* category contains program 0..1 MS
* category[program] ^patternCodeableConcept.coding.system = "https://ccm-on-fhir.org/ig/CodeSystem/ccm-program"
* category[program] from CcmProgramVS (required)
* category[program] ^short = "The program; absent: any"
* patient 1..1 MS
* patient ^short = "Who consented"
* dateTime 1..1 MS
* dateTime ^short = "When: no earlier minute counts"
* performer MS
* performer ^short = "Who gave the word: the patient, or who speaks for them"
* organization MS
* organization ^short = "The practice"
* source[x] MS
* source[x] ^short = "Of a written one: the signed paper"
* policyRule MS
* policyRule ^short = "R4 wants a policy: opt-in"
* verification MS
* verification ^short = "That the patient's word was checked back with the patient"
* verification.verified MS
* verification.verifiedWith MS
* verification.verificationDate MS
* obeys ccm-consent-withdrawal and ccm-consent-paper

Invariant: ccm-consent-withdrawal
Description: "A consent that says when it was withdrawn is no longer active."
Severity: #error
Expression: "extension.where(url = 'https://ccm-on-fhir.org/ig/StructureDefinition/ccm-consent-withdrawn').empty() or status != 'active'"

Invariant: ccm-consent-paper
Description: "A written consent should lead to the signed paper (source)."
Severity: #warning
Expression: "extension.where(url = 'https://ccm-on-fhir.org/ig/StructureDefinition/ccm-consent-method' and value = 'written').empty() or source.exists()"

ValueSet: CcmConsentScopeVS
Id: ccm-consent-scope
Title: "Scopes of a consent to care management"
Description: "A consent to care management is one to treatment, or to how records are used for it."
* ^experimental = false
* http://terminology.hl7.org/CodeSystem/consentscope#treatment
* http://terminology.hl7.org/CodeSystem/consentscope#patient-privacy
