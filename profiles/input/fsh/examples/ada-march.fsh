// Ada's March 2026: time, judgement, month, charges, claim.

Instance: ada-call
InstanceOf: CcmTimeEntry
Usage: #example
Title: "Twenty-five minutes on the telephone"
Description: "Time with a beginning and an end."
* status = #completed
* code = CcmActivity#patient-contact
* for = Reference(ada)
* owner = Reference(nurse-kim)
* performerType[0] = CcmStaffRole#clinical-staff
* focus = Reference(ada-enrollment)
* executionPeriod.start = "2026-03-09T15:00:00Z"
* executionPeriod.end = "2026-03-09T15:25:00Z"
* note[0].text = "Talked about blood sugar after meals; she will walk after dinner."

Instance: ada-coordination
InstanceOf: CcmTimeEntry
Usage: #example
Title: "Sixteen minutes with the eye doctor's office"
Description: "Time with a beginning and an end."
* status = #completed
* code = CcmActivity#care-coordination
* for = Reference(ada)
* owner = Reference(nurse-kim)
* performerType[0] = CcmStaffRole#clinical-staff
* focus = Reference(ada-enrollment)
* executionPeriod.start = "2026-03-17T19:00:00Z"
* executionPeriod.end = "2026-03-17T19:16:00Z"
* note[0].text = "Appointment on April 14; sent the last results."

Instance: ada-timer
InstanceOf: CcmTimeEntry
Usage: #example
Title: "A running timer"
Description: "It has begun and not ended."
* status = #in-progress
* code = CcmActivity#record-review
* for = Reference(ada)
* owner = Reference(nurse-kim-role)
* executionPeriod.start = "2026-04-02T14:05:10Z"

Instance: ada-complexity
InstanceOf: CcmMdm
Usage: #example
Title: "Low complexity in March"
Description: "As the billing practitioner found it."
* status = #final
* subject = Reference(ada)
* effectiveDateTime = "2026-03-30T20:00:00Z"
* performer[0] = Reference(dr-lee)
* valueCodeableConcept = MdmLevel#low
* note[0].text = "Two stable conditions."

Instance: ada-march
InstanceOf: CcmMonth
Usage: #example
Title: "March, closed"
Description: "A month with its charges."
* identifier[month].value = "Patient/ada 2026-03 ccm"
* status = #completed
* businessStatus = CcmMonthState#closed
* focus = Reference(ada-enrollment)
* for = Reference(ada)
* executionPeriod.start = "2026-03-01"
* executionPeriod.end = "2026-03-31"
* lastModified = "2026-04-02T12:00:00Z"
* owner = Reference(dr-lee)
* input[staffMinutes].valueInteger = 41
* input[practitionerMinutes].valueInteger = 0
* input[totalMinutes].valueInteger = 41
* input[policy].valueCode = #specific
* output[charge][0].valueReference = Reference(ada-charge-99490)
* output[charge][1].valueReference = Reference(ada-charge-99439)

RuleSet: ChargeOfMarch(code, amount, reason)
* identifier[charge].value = "Patient/ada 2026-03 {code} 1"
* definitionCanonical[0] = "https://ccm-on-fhir.org/ig/ChargeItemDefinition/{code}|2026"
* status = #billable
* code = $CPT#{code}
* subject = Reference(ada)
* context = Reference(ada-enrollment)
* occurrencePeriod.start = "2026-03-01"
* occurrencePeriod.end = "2026-03-31"
* performer[0].actor = Reference(dr-lee)
* performingOrganization = Reference(elm-street)
* quantity.value = 1
* priceOverride.value = {amount}
* priceOverride.currency = #USD
* overrideReason = "National amount outside facilities."
* enteredDate = "2026-04-02T12:00:00Z"
* supportingInformation[+].reference = "Task/ada-call/_history/1"
* supportingInformation[+].reference = "Task/ada-coordination/_history/1"
* supportingInformation[+].reference = "EpisodeOfCare/ada-enrollment/_history/2"
* supportingInformation[+].reference = "Consent/ada-consent/_history/1"
* supportingInformation[+].reference = "CarePlan/ada-plan/_history/2"
* supportingInformation[+].reference = "Coverage/ada-coverage/_history/1"
* note[0].text = "{reason}"

Instance: ada-charge-99490
InstanceOf: CcmChargeItem
Usage: #example
Title: "First twenty minutes of March"
Description: "A base code with everything that it rests on."
* insert ChargeOfMarch(99490, 66.13, 41 minutes of clinical staff reach the first 20.)

Instance: ada-charge-99439
InstanceOf: CcmChargeItem
Usage: #example
Title: "Twenty more minutes of March"
Description: "An add-on beside its base code."
* partOf[0] = Reference(ada-charge-99490)
* insert ChargeOfMarch(99439, 50.44, 41 minutes of clinical staff reach 40.)

RuleSet: BilledItem(sequence, charge, code, day, amount)
* item[+].extension[charge].valueReference = Reference({charge})
* item[=].sequence = {sequence}
* item[=].careTeamSequence[0] = 1
* item[=].diagnosisSequence[0] = 1
* item[=].productOrService = $CPT#{code}
* item[=].servicedDate = "{day}"
* item[=].locationCodeableConcept = https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set#11
* item[=].quantity.value = 1
* item[=].unitPrice.value = {amount}
* item[=].unitPrice.currency = #USD
* item[=].net.value = {amount}
* item[=].net.currency = #USD

Instance: ada-claim
InstanceOf: CcmClaim
Usage: #example
Title: "Ada's claim for March"
Description: "As closing makes it: a draft, one item for each charge."
* identifier[claim].value = "Patient/ada 2026-03 ccm 1"
* status = #draft
* patient = Reference(ada)
* billablePeriod.start = "2026-03-01"
* billablePeriod.end = "2026-03-31"
* created = "2026-04-02T12:00:00Z"
* provider = Reference(elm-street)
* priority = http://terminology.hl7.org/CodeSystem/processpriority#normal
* careTeam[0].sequence = 1
* careTeam[0].provider = Reference(dr-lee)
* careTeam[0].responsible = true
* diagnosis[0].sequence = 1
* diagnosis[0].diagnosisCodeableConcept = http://hl7.org/fhir/sid/icd-10-cm#E11.22
* diagnosis[1].sequence = 2
* diagnosis[1].diagnosisCodeableConcept = http://hl7.org/fhir/sid/icd-10-cm#I10
* insurance[0].sequence = 1
* insurance[0].focal = true
* insurance[0].coverage = Reference(ada-coverage)
* insert BilledItem(1, ada-charge-99490, 99490, 2026-03-09, 66.13)
* insert BilledItem(2, ada-charge-99439, 99439, 2026-03-09, 50.44)
* total.value = 116.57
* total.currency = #USD
