Profile: CcmMdm
Parent: Observation
Id: ccm-mdm
Title: "Medical decision making of a month"
Description: "How complex the medical decision making was, as the billing practitioner found it: complex codes need it moderate or high."
* status MS
* status ^short = "final, amended or corrected counts"
* code = CcmObservation#mdm-level
* code MS
* subject 1..1 MS
* subject only Reference(Patient)
* effective[x] only dateTime
* effective[x] 1..1 MS
* effective[x] ^short = "When: it counts for that month"
* performer 1..* MS
* performer only Reference(Practitioner or PractitionerRole)
* performer ^short = "The billing practitioner"
* value[x] only CodeableConcept
* value[x] 1..1 MS
* value[x] from MdmLevelVS (required)
* value[x] ^short = "low, moderate or high"
* note MS
* note ^short = "What made it so"
