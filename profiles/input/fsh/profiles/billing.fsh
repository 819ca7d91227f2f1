Profile: CcmMonth
Parent: Task
Id: ccm-month
Title: "Patient's month"
Description: "How far a patient's month in a programme is on its way to a claim: its state, the reasons, the charges. Only closing and reopening write it."
* businessStatus 1..1
* businessStatus from CcmMonthStateVS (required)
* for 1..1
* for only Reference(Patient)
* focus only Reference(EpisodeOfCare)
* executionPeriod 1..1
* executionPeriod.start 1..1
* executionPeriod.end 1..1

Profile: CcmChargeItem
Parent: ChargeItem
Id: ccm-charge-item
Title: "Charge"
Description: "One code of a patient's month with everything that it rests on. Only closing and reopening write it."
* identifier 1..*
* identifier ^slicing.discriminator.type = #value
* identifier ^slicing.discriminator.path = "system"
* identifier ^slicing.rules = #open
* identifier contains charge 1..1
* identifier[charge].system 1..1
* identifier[charge].system = "https://ccm-on-fhir.org/ig/charge"
* identifier[charge].value 1..1
* definitionCanonical 1..*
* code 1..1
* subject only Reference(Patient)
* occurrence[x] only Period
* occurrence[x] 1..1
* performer 1..*
* performer.actor only Reference(Practitioner or PractitionerRole)
* quantity 1..1
* quantity.value 1..1
* supportingInformation 1..*
