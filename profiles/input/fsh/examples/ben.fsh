// Ben Okoye, 81: heart failure in principal care management, which he left again; dual-eligible.

Instance: ben
InstanceOf: Patient
Usage: #example
Title: "Ben Okoye"
Description: "A patient who left principal care management."
* insert ClaimsUsCore(us-core-patient)
* identifier[0].type = http://terminology.hl7.org/CodeSystem/v2-0203#MC
* identifier[0].system = $MBI
* identifier[0].value = "1EG4TE5MK72"
* active = true
* insert Named(Okoye, Ben)
* telecom[0].system = #phone
* telecom[0].value = "+1-312-555-0181"
* telecom[0].use = #mobile
* gender = #male
* birthDate = "1944-11-30"
* insert LivesAt(31 Birch Lane)
* communication[0].language = urn:ietf:bcp:47#en "English"

Instance: ben-coverage
InstanceOf: CcmCoverage
Usage: #example
Title: "Medicare Part B of a Qualified Medicare Beneficiary"
Description: "Medicaid pays the cost sharing; also aligned to the ACCESS model since July, and with a retiree group."
* extension[qmb].valueBoolean = true
* extension[accessAlignment].valuePeriod.start = "2026-07-05"
* identifier[memberid].system = $MBI
* identifier[memberid].value = "1EG4TE5MK72"
* status = #active
* type = $SOPT#121
* beneficiary = Reference(ben)
* relationship = http://terminology.hl7.org/CodeSystem/subscriber-relationship#self
* period.start = "2009-11-01"
* payor = Reference(medicare)
* class[group].value = "RETIREES-7"
* class[plan].value = "Part B"

Instance: ben-heart-failure
InstanceOf: CcmCondition
Usage: #example
Title: "Heart failure, in SNOMED CT only"
Description: "A chart that has no ICD-10-CM code for it."
* insert OnProblemList
* code.coding[snomed].code = #88805009
* code.text = "Chronic systolic heart failure"
* subject = Reference(ben)
* onsetDateTime = "2021-08-17"
* recordedDate = "2021-08-20"

Instance: ben-pneumonia
InstanceOf: CcmCondition
Usage: #example
Title: "A pneumonia that is over"
Description: "A condition that has ended: it never qualifies."
* clinicalStatus = http://terminology.hl7.org/CodeSystem/condition-clinical#resolved
* verificationStatus = http://terminology.hl7.org/CodeSystem/condition-ver-status#confirmed
* category[problem] = http://terminology.hl7.org/CodeSystem/condition-category#problem-list-item
* code.coding[icd10cm].code = #J18.9
* code.text = "Pneumonia"
* subject = Reference(ben)
* onsetDateTime = "2025-12-01"
* abatementDateTime = "2025-12-20"
* recordedDate = "2025-12-01"

Instance: ben-enrollment
InstanceOf: CcmEpisodeOfCare
Usage: #example
Title: "Left principal care management"
Description: "An enrollment that ended because the patient withdrew."
* extension[state].valueCode = #withdrawn
* extension[stateReason].valueString = "Does not want more telephone calls."
* extension[billingPractitioner].valueReference = Reference(dr-osei)
* extension[attestation].extension[duration].valueBoolean = true
* extension[attestation].extension[risk].valueBoolean = true
* extension[attestation].extension[by].valueReference = Reference(dr-osei)
* extension[initiatingVisit].valueDate = "2026-01-12"
* status = #finished
* statusHistory[0].extension[state].valueCode = #enrolled
* statusHistory[0].status = #active
* statusHistory[0].period.start = "2026-01-15"
* statusHistory[0].period.end = "2026-03-20T16:00:00Z"
* statusHistory[1].extension[state].valueCode = #withdrawn
* statusHistory[1].extension[stateReason].valueString = "Does not want more telephone calls."
* statusHistory[1].status = #finished
* statusHistory[1].period.start = "2026-03-20T16:00:00Z"
* type[program] = CcmProgram#pcm
* diagnosis[0].condition = Reference(ben-heart-failure)
* diagnosis[0].role = http://terminology.hl7.org/CodeSystem/diagnosis-role#billing
* diagnosis[0].rank = 1
* patient = Reference(ben)
* managingOrganization = Reference(elm-street)
* period.start = "2026-01-15"
* period.end = "2026-03-31"
* careManager = Reference(nurse-kim)
* team[0] = Reference(ben-team)

Instance: ben-consent
InstanceOf: CcmConsent
Usage: #example
Title: "Written consent, withdrawn"
Description: "On paper; no minute counts after its withdrawal."
* extension[method].valueCode = #written
* extension[recorder].valueReference = Reference(nurse-kim)
* extension[statement][0].valueCode = #availability
* extension[statement][1].valueCode = #cost-sharing
* extension[statement][2].valueCode = #one-practitioner
* extension[statement][3].valueCode = #right-to-stop
* extension[withdrawn].valueDateTime = "2026-03-20T16:00:00Z"
* extension[billingPractitioner].valueReference = Reference(dr-osei)
* status = #inactive
* scope = http://terminology.hl7.org/CodeSystem/consentscope#treatment
* category[program] = CcmProgram#pcm
* patient = Reference(ben)
* dateTime = "2026-01-12T17:30:00Z"
* performer[0] = Reference(ben)
* organization[0] = Reference(elm-street)
* sourceAttachment.contentType = #application/pdf
* sourceAttachment.title = "Consent signed on January 12, 2026"
* sourceAttachment.url = "https://elm-street.example/papers/2026-0007"
* policyRule = http://terminology.hl7.org/CodeSystem/v3-ActCode#OPTIN
* verification[0].verified = true

Instance: ben-team
InstanceOf: CcmCareTeam
Usage: #example
Title: "Ben's team"
Description: "Dissolved when he left."
* status = #inactive
* name = "Principal Care Management team"
* subject = Reference(ben)
* period.start = "2026-01-15"
* period.end = "2026-03-31"
* participant[patient].member = Reference(ben)
* participant[billingPractitioner].member = Reference(dr-osei)
* participant[careManager].member = Reference(nurse-kim)
* participant[3].role = $SNOMED#17561000
* participant[3].member = Reference(dr-lee)
* participant[3].onBehalfOf = Reference(elm-street)
* managingOrganization[0] = Reference(elm-street)

Instance: ben-goal-weight
InstanceOf: CcmGoal
Usage: #example
Title: "No fluid gain"
Description: "A treatment goal that was given up when he left."
* lifecycleStatus = #cancelled
* achievementStatus = http://terminology.hl7.org/CodeSystem/goal-achievement#not-attainable
* description = CcmGoalKind#dry-weight
* description.text = "Keep extra fluid off: stay close to my steady weight"
* subject = Reference(ben)
* startDate = "2026-01-15"
* target[0].measure = $LOINC#29463-7
* target[0].detailQuantity = 82 'kg' "kg"
* target[0].detailQuantity.comparator = #<=
* target[0].dueDate = "2026-04-15"
* addresses[0] = Reference(ben-heart-failure)

Instance: ben-goal-declined
InstanceOf: CcmGoal
Usage: #example
Title: "A goal that the patient declined"
Description: "Kept with its reason, and not suggested again."
* extension[reasonRejected].valueCodeableConcept.text = "He does not want to weigh himself every day."
* lifecycleStatus = #rejected
* description.text = "Weigh myself every morning"
* subject = Reference(ben)
* target[0].measure = $LOINC#29463-7
* note[0].text = "Asked twice."

Instance: ben-plan
InstanceOf: CcmCarePlan
Usage: #example
Title: "Ben's care plan, ended"
Description: "A plan that is no longer followed, with an element that this patient did without."
* extension[notNeeded].extension[element].valueCode = #caregiver-assessment
* extension[notNeeded].extension[reason].valueString = "Lives alone and wants no help."
* extension[notNeeded].extension[by].valueReference = Reference(dr-osei)
* extension[activatedWithGaps].extension[element][0].valueCode = #expected-outcome
* extension[activatedWithGaps].extension[element][1].valueCode = #symptom-management
* extension[activatedWithGaps].extension[reason].valueString = "He leaves the hospital today; both follow at the first call."
* extension[activatedWithGaps].extension[by].valueReference = Reference(dr-osei)
* text.status = #generated
* text.div = """<div xmlns="http://www.w3.org/1999/xhtml"><h3>Principal Care Management plan</h3><p>For Ben Okoye, from January 15 to March 31, 2026.</p><p>Problem: chronic systolic heart failure. Goal: stay close to 82 kg.</p></div>"""
* status = #completed
* intent = #plan
* category[longitudinal] = $SNOMED#38717003
* title = "Principal Care Management plan"
* subject = Reference(ben)
* period.start = "2026-01-15"
* period.end = "2026-03-31"
* created = "2026-01-15"
* contributor[0] = Reference(dr-osei)
* careTeam[0] = Reference(ben-team)
* addresses[0] = Reference(ben-heart-failure)
* supportingInfo[0] = Reference(ben-enrollment)
* goal[0] = Reference(ben-goal-weight)
* activity[0].reference = Reference(ben-review)

Instance: ben-review
InstanceOf: CcmOutreachTask
Usage: #example
Title: "A review that was not done"
Description: "Planned work that was dropped."
* status = #cancelled
* intent = #plan
* code.text = "Go over the water pills"
* for = Reference(ben)
* reasonCode.text = "He left the program."
* restriction.period.start = "2026-04-01"
* restriction.period.end = "2026-04-10"

Instance: ben-review-in-person
InstanceOf: CcmTimeEntry
Usage: #example
Title: "Thirty-one minutes of the practitioner"
Description: "On the day of a visit, and shown to be separate from it."
* extension[emOverride].valueString = "Called the pharmacy in the evening about a recall; the visit was in the morning."
* status = #completed
* code = CcmActivity#medication-management
* for = Reference(ben)
* owner = Reference(dr-osei)
* focus = Reference(ben-enrollment)
* executionPeriod.start = "2026-03-04T23:00:00Z"
* executionPeriod.end = "2026-03-04T23:31:00Z"

Instance: ben-manual
InstanceOf: CcmTimeEntry
Usage: #example
Title: "Ten minutes on a day"
Description: "Entered by hand, without clock times, and corrected."
* extension[minutes].valuePositiveInt = 10
* extension[correctionReason].valueString = "Was entered for another patient first."
* status = #completed
* code = CcmActivity#documentation
* for = Reference(ben)
* owner = Reference(nurse-kim)
* executionPeriod.start = "2026-03-05"

Instance: ben-complexity
InstanceOf: CcmMdm
Usage: #example
Title: "High complexity in March"
Description: "As the billing practitioner found it."
* status = #final
* subject = Reference(ben)
* effectiveDateTime = "2026-03-04"
* performer[0] = Reference(dr-osei)
* valueCodeableConcept = MdmLevel#high

Instance: ben-march
InstanceOf: CcmMonth
Usage: #example
Title: "March, opened again"
Description: "A month with what stands in its way."
* identifier[month].value = "Patient/ben 2026-03 pcm Practitioner/dr-osei"
* status = #on-hold
* statusReason = CcmRule#no-care-plan
* statusReason.text = "No comprehensive care plan was in force."
* businessStatus = CcmMonthState#needs-attention
* focus = Reference(ben-enrollment)
* for = Reference(ben)
* executionPeriod.start = "2026-03-01"
* executionPeriod.end = "2026-03-31"
* owner = Reference(dr-osei)
* input[staffMinutes].valueInteger = 10
* input[practitionerMinutes].valueInteger = 31
* input[totalMinutes].valueInteger = 41
* input[policy].valueCode = #max-payment
* input[reopenings].valueInteger = 1

Instance: ben-charge
InstanceOf: CcmChargeItem
Usage: #example
Title: "A charge that stands no longer"
Description: "The month was opened again."
* identifier[charge].value = "Patient/ben 2026-03 99424 1"
* definitionCanonical[0] = "https://ccm-on-fhir.org/ig/ChargeItemDefinition/99424|2026"
* status = #entered-in-error
* code = $CPT#99424
* subject = Reference(ben)
* context = Reference(ben-enrollment)
* occurrencePeriod.start = "2026-03-01"
* occurrencePeriod.end = "2026-03-31"
* performer[0].actor = Reference(dr-osei)
* quantity.value = 1
* priceOverride.value = 87.51
* priceOverride.currency = #USD
* supportingInformation[0].reference = "Task/ben-review-in-person/_history/1"

Instance: ben-claim
InstanceOf: CcmClaim
Usage: #example
Title: "A claim that was sent and cancelled"
Description: "Its charge stands no longer."
* identifier[claim].value = "Patient/ben 2026-03 pcm Practitioner/dr-osei 1"
* status = #cancelled
* patient = Reference(ben)
* billablePeriod.start = "2026-03-01"
* billablePeriod.end = "2026-03-31"
* created = "2026-04-02"
* provider = Reference(elm-street)
* priority = http://terminology.hl7.org/CodeSystem/processpriority#normal
* careTeam[0].sequence = 1
* careTeam[0].provider = Reference(dr-osei)
* careTeam[0].responsible = true
* diagnosis[0].sequence = 1
* diagnosis[0].diagnosisReference = Reference(ben-heart-failure)
* insurance[0].sequence = 1
* insurance[0].focal = true
* insurance[0].coverage = Reference(ben-coverage)
* insert BilledItem(1, ben-charge, 99424, 2026-03-04, 87.51)
* total.value = 87.51
* total.currency = #USD

Instance: ben-copy
InstanceOf: CcmCarePlanDocument
Usage: #example
Title: "Ben's copy"
Description: "A PDF that lies elsewhere, and replaces an older one."
* status = #superseded
* subject = Reference(ben)
* date = "2026-01-16T09:00:00Z"
* author[0] = Reference(dr-osei)
* relatesTo[0].code = #replaces
* relatesTo[0].target = Reference(ben-first-copy)
* content[0].attachment.contentType = #application/pdf
* content[0].attachment.language = #en
* content[0].attachment.url = "https://elm-street.example/papers/2026-0011"
* context.related[0] = Reference(ben-plan)

Instance: ben-first-copy
InstanceOf: CcmCarePlanDocument
Usage: #example
Title: "Ben's first copy"
Description: "The copy that was replaced."
* status = #superseded
* subject = Reference(ben)
* date = "2026-01-15T09:00:00Z"
* author[0] = Reference(dr-osei)
* content[0].attachment.contentType = #application/pdf
* content[0].attachment.language = #en
* content[0].attachment.url = "https://elm-street.example/papers/2026-0010"
* context.related[0] = Reference(ben-plan)

Instance: ben-handover
InstanceOf: CcmCarePlanHandover
Usage: #example
Title: "Copy sent to Ben"
Description: "By mail."
* category[handover] = CcmCarePlanActivity#handed-over
* medium[0] = http://terminology.hl7.org/CodeSystem/v3-ParticipationMode#MAILWRIT
* subject = Reference(ben)
* about[0] = Reference(ben-plan)
* sent = "2026-01-16"
* recipient[0] = Reference(ben)
* sender = Reference(elm-street)
* payload[0].contentReference = Reference(ben-copy)
