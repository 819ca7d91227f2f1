Extension: CcmQmb
Id: ccm-qmb
Title: "Qualified Medicare Beneficiary"
Description: "The holder is a Qualified Medicare Beneficiary: Medicaid pays the cost sharing, and the patient is never billed for it."
Context: Coverage
* value[x] only boolean
* value[x] 1..1

Extension: CcmAccessAlignment
Id: ccm-access-alignment
Title: "ACCESS alignment"
Description: "When the holder is aligned to a participant of the CMS ACCESS model."
Context: Coverage
* value[x] only Period
* value[x] 1..1

Extension: CcmCharge
Id: ccm-charge
Title: "Charge that is billed"
Description: "The ChargeItem that an item of a claim bills."
Context: Claim.item
* value[x] only Reference(ChargeItem)
* value[x] 1..1
