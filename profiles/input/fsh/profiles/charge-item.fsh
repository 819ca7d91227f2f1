Profile: CcmChargeItem
Parent: ChargeItem
Id: ccm-charge-item
Title: "Charge"
Description: "One code of a patient's month with everything that it rests on. Only closing and reopening write it."
* identifier 1..*
* insert OwnIdentifier(charge, charge, [[Patient, month, code, and which charge of it this is]])
* definitionCanonical 1..* MS
* definitionCanonical ^short = "The rule of the code, with its version"
* status MS
* status ^short = "billable; billed once claimed; entered-in-error once the month was reopened"
* partOf MS
* partOf ^short = "Of an add-on: the charge of its base code"
* code 1..1 MS
* code from CcmChargeCodeVS (required)
* code ^short = "CPT or HCPCS code"
* subject only Reference(Patient)
* subject MS
* context only Reference(EpisodeOfCare)
* context MS
* context ^short = "The enrollment"
* occurrence[x] only Period
* occurrence[x] 1..1 MS
* occurrence[x] obeys ccm-whole-month
* occurrence[x] ^short = "The month, first to last day"
* performer 1..* MS
* performer.actor only Reference(Practitioner or PractitionerRole)
* performer.actor MS
* performer.actor ^short = "The billing practitioner"
* performingOrganization MS
* performingOrganization ^short = "The practice"
* quantity 1..1 MS
* quantity.value 1..1 MS
* quantity obeys ccm-charge-units
* quantity ^short = "Units"
* priceOverride MS
* priceOverride ^short = "Amount of all units"
* overrideReason MS
* overrideReason ^short = "Where the amount comes from"
* enteredDate MS
* enteredDate ^short = "When the month was closed"
* supportingInformation 1..* MS
* supportingInformation ^short = "Everything that it rests on, as versions: time entries, enrollment, consent, care plan"
* obeys ccm-charge-evidence
* note MS
* note ^short = "Why this code, why so often"

Invariant: ccm-charge-evidence
Description: "A charge names the time entries that it rests on by their versions (Task/…/_history/…), so that a later correction does not change what was billed."
Severity: #error
Expression: "supportingInformation.reference.where(contains('Task/')).all(contains('/_history/'))"

ValueSet: CcmChargeCodeVS
Id: ccm-charge-code
Title: "Charge codes of care management"
Description: "Codes that care management is billed by: those of which this guide holds a ChargeItemDefinition. Codes alone; their official texts are their owners'."
* ^experimental = false
* insert Three($CPT, 99490, 99439, 99487)
* insert Three($CPT, 99489, 99491, 99437)
* insert Three($CPT, 99424, 99425, 99426)
* $CPT#99427
* $HCPCS#G0506
* insert Three($HCPCS, G0556, G0557, G0558)
* insert Three($HCPCS, G0568, G0569, G0570)
