Profile: CcmClaim
Parent: Claim
Id: ccm-claim
Title: "Claim of a month"
Description: "The professional claim of a patient's month: one item for each charge. Closing makes it as a draft; somebody with billing rights sends it."
* identifier 1..*
* insert OwnIdentifier(claim, claim, [[Patient, month, care, and which claim of it this is]])
* status MS
* status ^short = "draft until it is sent, then active; cancelled or entered-in-error once the month was reopened"
* type = http://terminology.hl7.org/CodeSystem/claim-type#professional
* type MS
* use = #claim
* use MS
* patient MS
* billablePeriod 1..1 MS
* billablePeriod ^short = "The month"
* created MS
* provider MS
* provider ^short = "Who is paid: the practice"
* priority MS
* careTeam 1..* MS
* careTeam.provider MS
* careTeam.provider ^short = "Who rendered it: the billing practitioner"
* careTeam.responsible MS
* diagnosis 0..12 MS
* diagnosis ^short = "At most twelve, A to L of the paper form"
* diagnosis.diagnosis[x] MS
* diagnosis.diagnosis[x] ^short = "The condition in ICD-10-CM; as the chart has it where it has none"
* insurance MS
* insurance.focal MS
* insurance.coverage MS
* insurance.coverage ^short = "Who pays"
* item 1..* MS
* item.extension contains CcmCharge named charge 1..1 MS
* item.extension[charge] ^short = "The charge that it bills"
* item.careTeamSequence MS
* item.diagnosisSequence 0..4 MS
* item.diagnosisSequence ^short = "At most four diagnoses"
* item.productOrService MS
* item.productOrService from CcmChargeCodeVS (required)
* item.serviced[x] only date
* item.serviced[x] 1..1 MS
* item.serviced[x] ^short = "Day on which the base code was reached, or the month's last"
* item.location[x] only CodeableConcept
* item.location[x] MS
* item.location[x] ^short = "Place of service"
* item.quantity 1..1 MS
* item.quantity obeys ccm-charge-units
* item.unitPrice MS
* item.net 1..1 MS
* total 1..1 MS
* obeys ccm-claim-total

Invariant: ccm-claim-total
Description: "The total is the sum of the items."
Severity: #error
Expression: "total.value.empty() or total.value = item.net.value.aggregate($this + $total, 0)"
