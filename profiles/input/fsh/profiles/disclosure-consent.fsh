Profile: CcmDisclosureConsent
Parent: Consent
Id: ccm-disclosure-consent
Title: "Consent to disclosure to a payer"
Description: "The patient's word on whether an organization (a payer, a vendor) may read the record: permit or deny, from when to when, what for. While a permit is in force, the organization's program sees the patient; a denial, a withdrawn permit or one that is over takes the patient away from it, also where the organization's list of members names them."
* status MS
* status ^short = "active; inactive once withdrawn"
* scope MS
* scope = http://terminology.hl7.org/CodeSystem/consentscope#patient-privacy
* scope ^short = "Privacy: who may read"
* category MS
* patient 1..1 MS
* patient ^short = "Whose record"
* dateTime 1..1 MS
* dateTime ^short = "When the patient said so"
* performer MS
* performer ^short = "Who gave the word: the patient, or who speaks for them"
* organization MS
* organization ^short = "The practice"
* source[x] MS
* policyRule MS
* policyRule ^short = "R4 wants a policy: opt-in or opt-out"
* provision 1..1 MS
* provision.type 1..1 MS
* provision.type ^short = "permit or deny"
* provision.period MS
* provision.period ^short = "From when to when it holds; absent: from now on"
* provision.purpose MS
* provision.purpose ^short = "What for; absent: for anything"
* provision.actor 1..* MS
* provision.actor.role MS
* provision.actor.role ^short = "Who receives: IRCP"
* provision.actor.reference MS
* provision.actor.reference only Reference(Organization)
* provision.actor.reference ^short = "The organization"
* provision.provision 0..0
* provision.provision ^short = "One word a consent: exceptions are consents of their own"
* obeys ccm-disclosure-whole

Invariant: ccm-disclosure-whole
Description: "A permit is for the whole of what the organization's role may read: a part of the record cannot be kept apart, and a permit for a part opens nothing."
Severity: #error
Expression: "provision.where(type = 'permit').all(action.empty() and securityLabel.empty() and class.empty() and code.empty() and dataPeriod.empty() and data.empty())"
