// Ada's enrollment and care plan.

Instance: ada-enrollment
InstanceOf: CcmEpisodeOfCare
Usage: #example
Title: "Enrolled in chronic care management"
Description: "An enrollment in force, with attestation and initiating visit."
* extension[state].valueCode = #enrolled
* extension[billingPractitioner].valueReference = Reference(dr-lee)
* extension[attestation].extension[duration].valueBoolean = true
* extension[attestation].extension[risk].valueBoolean = true
* extension[attestation].extension[by].valueReference = Reference(dr-lee)
* extension[attestation].extension[reason].valueString = "Kidney function falls; in danger of getting worse without close follow-up."
* extension[initiatingVisit].valueReference = Reference(ada-visit)
* status = #active
* statusHistory[0].extension[state].valueCode = #to-contact
* statusHistory[0].status = #planned
* statusHistory[0].period.start = "2026-02-20T16:00:00Z"
* statusHistory[0].period.end = "2026-03-05T15:00:00Z"
* statusHistory[1].extension[state].valueCode = #enrolled
* statusHistory[1].status = #active
* statusHistory[1].period.start = "2026-03-05T15:00:00Z"
* type[program] = CcmProgram#ccm
* type[program].text = "Chronic Care Management"
* diagnosis[0].condition = Reference(ada-diabetes)
* diagnosis[0].role = http://terminology.hl7.org/CodeSystem/diagnosis-role#billing
* diagnosis[0].rank = 1
* diagnosis[1].condition = Reference(ada-hypertension)
* diagnosis[1].role = http://terminology.hl7.org/CodeSystem/diagnosis-role#billing
* diagnosis[1].rank = 2
* patient = Reference(ada)
* managingOrganization = Reference(elm-street)
* period.start = "2026-03-05T15:00:00Z"
* careManager = Reference(nurse-kim)
* team[0] = Reference(ada-team)

Instance: ada-consent
InstanceOf: CcmConsent
Usage: #example
Title: "Spoken consent"
Description: "Taken on the telephone, with everything explained."
* extension[method].valueCode = #verbal
* extension[recorder].valueReference = Reference(nurse-kim)
* extension[statement][0].valueCode = #availability
* extension[statement][1].valueCode = #cost-sharing
* extension[statement][2].valueCode = #one-practitioner
* extension[statement][3].valueCode = #right-to-stop
* extension[billingPractitioner].valueReference = Reference(dr-lee)
* status = #active
* scope = http://terminology.hl7.org/CodeSystem/consentscope#treatment
* category[0] = $LOINC#59284-0
* category[program] = CcmProgram#ccm
* patient = Reference(ada)
* dateTime = "2026-03-05T15:00:00Z"
* performer[0] = Reference(ada)
* organization[0] = Reference(elm-street)
* policyRule = http://terminology.hl7.org/CodeSystem/v3-ActCode#OPTIN
* verification[0].verified = true
* verification[0].verifiedWith = Reference(ada)
* verification[0].verificationDate = "2026-03-05T15:00:00Z"

Instance: ada-team
InstanceOf: CcmCareTeam
Usage: #example
Title: "Ada's team"
Description: "Patient, billing practitioner, care manager, caregiver, and an agency from outside; with a number that is answered at any hour."
* extension[pertainsToGoal].valueReference = Reference(ada-goal-a1c)
* status = #active
* category[0] = $LOINC#LA28865-6
* name = "Chronic Care Management team"
* subject = Reference(ada)
* period.start = "2026-03-05T15:00:00Z"
* participant[patient].member = Reference(ada)
* participant[billingPractitioner].member = Reference(dr-lee)
* participant[careManager].member = Reference(nurse-kim)
* participant[caregiver].member = Reference(ada-daughter)
* participant[4].role = $SNOMED#224930009
* participant[4].role.text = "Home health agency"
* participant[4].member = Reference(home-health)
* managingOrganization[0] = Reference(elm-street)
* telecom[0].extension[contactHours].valueCode = #always
* telecom[0].system = #phone
* telecom[0].value = "+1-312-555-0149"

Instance: ada-goal-a1c
InstanceOf: CcmGoal
Usage: #example
Title: "A1c below 8"
Description: "A treatment goal with measure, target and date, to which the patient agreed."
* extension[acceptance].extension[individual].valueReference = Reference(ada)
* extension[acceptance].extension[status].valueCode = #agree
* extension[relationship].extension[type].valueCodeableConcept = http://terminology.hl7.org/CodeSystem/goal-relationship-type#milestone
* extension[relationship].extension[target].valueReference = Reference(ada-goal-own)
* lifecycleStatus = #active
* achievementStatus = http://terminology.hl7.org/CodeSystem/goal-achievement#in-progress
* category[0] = http://terminology.hl7.org/CodeSystem/goal-category#nursing
* priority = http://terminology.hl7.org/CodeSystem/goal-priority#high-priority
* description = CcmGoalKind#a1c
* description.text = "Keep my average blood sugar (A1c) in a safe range"
* subject = Reference(ada)
* startDate = "2026-03-06"
* target[0].measure = $LOINC#4548-4
* target[0].measure.text = "Hemoglobin A1c"
* target[0].detailQuantity = 8 '%' "%"
* target[0].detailQuantity.comparator = #<
* target[0].dueDate = "2026-06-06"
* statusDate = "2026-03-06"
* expressedBy = Reference(dr-lee)
* addresses[0] = Reference(ada-diabetes)
* note[0].text = "Looser than 7: she has low blood sugar at times."
* outcomeReference[0] = Reference(ada-a1c)

Instance: ada-goal-own
InstanceOf: CcmGoal
Usage: #example
Title: "Dance at the wedding"
Description: "What matters to the patient, in her own words."
* lifecycleStatus = #active
* description.text = "I want to dance at my granddaughter's wedding in June."
* subject = Reference(ada)
* startDate = "2026-03-06"
* expressedBy = Reference(ada)

Instance: ada-monthly-call
InstanceOf: CcmOutreachTask
Usage: #example
Title: "Monthly call"
Description: "Planned work of the care plan: what, by whom, how often, by when."
* extension[frequency].valueTiming.repeat.frequency = 1
* extension[frequency].valueTiming.repeat.period = 1
* extension[frequency].valueTiming.repeat.periodUnit = #mo
* extension[pertainsToGoal].valueReference = Reference(ada-goal-a1c)
* extension[furtherReason].valueReference = Reference(ada-hypertension)
* basedOn[0] = Reference(ada-plan)
* status = #accepted
* intent = #plan
* priority = #routine
* code = CcmIntervention#follow-up
* code.text = "Monthly call"
* description = "Ask how she is, go over goals and steps, help with what gets in the way."
* focus = Reference(ada-enrollment)
* for = Reference(ada)
* authoredOn = "2026-03-06T16:00:00Z"
* requester = Reference(dr-lee)
* performerType[0] = CcmResponsibleRole#care-manager
* owner = Reference(nurse-kim)
* reasonReference = Reference(ada-diabetes)
* note[0].text = "In the evening, after six."
* restriction.period.end = "2026-04-06"

Instance: ada-eye-exam
InstanceOf: ServiceRequest
Usage: #example
Title: "Eye examination"
Description: "Coordination with a specialist outside, as an activity of the plan."
* insert ClaimsUsCore(us-core-servicerequest)
* basedOn[0] = Reference(ada-plan)
* status = #active
* intent = #plan
* category[0] = CcmIntervention#referral
* code = $SNOMED#252779009
* code.text = "Eye exam"
* subject = Reference(ada)
* occurrenceTiming.repeat.frequency = 1
* occurrenceTiming.repeat.period = 1
* occurrenceTiming.repeat.periodUnit = #a
* authoredOn = "2026-03-06T16:00:00Z"
* requester = Reference(dr-lee)
* performerType = CcmResponsibleRole#specialist
* reasonReference[0] = Reference(ada-diabetes)
* patientInstruction = "Once a year an eye doctor looks at the back of your eyes."

RuleSet: OrderOfPlan(kind, words)
* basedOn[0] = Reference(ada-plan)
* status = #active
* intent = #plan
* category[0] = CcmIntervention#{kind}
* code.text = "{words}"
* subject = Reference(ada)
* authoredOn = "2026-03-06T16:00:00Z"
* requester = Reference(dr-lee)

Instance: ada-flu-shot
InstanceOf: ServiceRequest
Usage: #example
Title: "Flu shot"
Description: "Preventive care, as an activity of the plan."
* insert OrderOfPlan(preventive-care, Flu shot)
* performerType = CcmResponsibleRole#nurse
* occurrenceDateTime = "2026-10"

Instance: ada-meals
InstanceOf: ServiceRequest
Usage: #example
Title: "Meals brought home"
Description: "A community service, as an activity of the plan."
* insert OrderOfPlan(community-service, Meals on Wheels)
* performerType = CcmResponsibleRole#social-worker
* occurrencePeriod.start = "2026-04-01"

Instance: ada-low-sugar
InstanceOf: Task
Usage: #example
Title: "When blood sugar is low"
Description: "Symptom management: what the patient does herself. It is nobody's planned work, so that it claims no profile."
* basedOn[0] = Reference(ada-plan)
* status = #accepted
* intent = #plan
* code = CcmIntervention#symptom-management
* code.text = "When blood sugar is low"
* description = "Shaky, sweating, confused: drink half a glass of juice, measure again after 15 minutes, call us. Call 911 if you faint."
* for = Reference(ada)
* performerType[0] = CcmResponsibleRole#patient
* owner = Reference(ada)

Instance: ada-plan
InstanceOf: CcmCarePlan
Usage: #example
Title: "Ada's care plan"
Description: "A plan in force with all that Medicare asks for: problems, outlook, goals, interventions with who does them, medicines, assessments, team, review."
* extension[reviewDate].valueDate = "2026-09-01"
* extension[substantialRevision].valueDateTime = "2026-03-06T16:00:00Z"
* text.status = #generated
* text.div = """<div xmlns="http://www.w3.org/1999/xhtml"><h3>Chronic Care Management plan</h3><p>For Ada Romero, from March 6, 2026. Next review on September 1, 2026.</p><h4>What matters to me</h4><p>I want to dance at my granddaughter's wedding in June.</p><h4>Problems</h4><ul><li>Type 2 diabetes with diabetic chronic kidney disease</li><li>Essential hypertension</li></ul><h4>What we expect</h4><p>With steady blood sugar and blood pressure the kidneys should keep working as they do now.</p><h4>Goals</h4><ul><li>A1c below 8 % by June 6, 2026 (8.4 % on February 18, 2026)</li></ul><h4>What we do</h4><ul><li>Monthly call: Min-ji Kim, RN, every month</li><li>Eye exam: specialist, every year</li><li>Metformin 500 mg extended release: one tablet twice a day with meals</li><li>When blood sugar is low: drink half a glass of juice, measure again after 15 minutes, call us</li><li>Flu shot: nurse, in October 2026</li><li>Meals on Wheels: from April 1, 2026</li></ul><h4>How I am</h4><p>No trouble with memory or thinking. Walks and dresses alone; needs help with heavy shopping. PHQ-2 score 1. Lives on the second floor without an elevator. Her daughter comes every weekend and is well.</p><h4>Whom to call</h4><p>Day and night: +1-312-555-0149</p></div>"""
* status = #active
* intent = #plan
* category[longitudinal] = $SNOMED#38717003
* title = "Chronic Care Management plan"
* subject = Reference(ada)
* period.start = "2026-03-06"
* created = "2026-03-05T15:00:00Z"
* author = Reference(dr-lee)
* contributor[0] = Reference(dr-lee)
* contributor[1] = Reference(nurse-kim)
* careTeam[0] = Reference(ada-team)
* addresses[0] = Reference(ada-diabetes)
* addresses[1] = Reference(ada-hypertension)
* supportingInfo[0] = Reference(ada-enrollment)
* supportingInfo[1] = Reference(ada-outlook)
* supportingInfo[2] = Reference(ada-medications)
* supportingInfo[3] = Reference(ada-memory)
* supportingInfo[4] = Reference(ada-daily-life)
* supportingInfo[5] = Reference(ada-mood)
* supportingInfo[6] = Reference(ada-home)
* supportingInfo[7] = Reference(ada-caregiver-assessed)
* goal[0] = Reference(ada-goal-own)
* goal[1] = Reference(ada-goal-a1c)
* activity[0].outcomeReference[0] = Reference(ada-a1c)
* activity[0].reference = Reference(ada-monthly-call)
* activity[1].reference = Reference(ada-eye-exam)
* activity[2].reference = Reference(ada-metformin)
* activity[3].reference = Reference(ada-low-sugar)
* activity[4].reference = Reference(ada-flu-shot)
* activity[5].reference = Reference(ada-meals)
* note[0].text = "Speaks Spanish at home; her daughter helps with English letters."

Instance: ada-plan-provenance
InstanceOf: Provenance
Usage: #example
Title: "Who activated Ada's care plan"
Description: "Who made a version of the plan, and why."
* insert ClaimsUsCore(us-core-provenance)
* target[0].reference = "CarePlan/ada-plan/_history/2"
* recorded = "2026-03-06T16:00:00Z"
* activity = CcmCarePlanActivity#activated
* agent[0].type = http://terminology.hl7.org/CodeSystem/provenance-participant-type#author
* agent[0].who = Reference(dr-lee)
* agent[0].onBehalfOf = Reference(elm-street)

Instance: ada-copy
InstanceOf: CcmCarePlanDocument
Usage: #example
Title: "Ada's copy, in Spanish"
Description: "The plan as a document in plain language."
* identifier[0].system = "https://elm-street.example/document"
* identifier[0].value = "2026-0001"
* status = #current
* docStatus = #final
* subject = Reference(ada)
* date = "2026-03-06T16:05:00Z"
* author[0] = Reference(nurse-kim)
* custodian = Reference(elm-street)
* description = "Mi plan de cuidados"
* content[0].attachment.contentType = #text/html
* content[0].attachment.language = #es
* content[0].attachment.data = "PCFkb2N0eXBlIGh0bWw+PGh0bWwgbGFuZz0iZXMiPjx0aXRsZT5NaSBwbGFuIGRlIGN1aWRhZG9zPC90aXRsZT48aDE+TWkgcGxhbiBkZSBjdWlkYWRvczwvaDE+PC9odG1sPg=="
* content[0].attachment.title = "Mi plan de cuidados"
* content[0].attachment.creation = "2026-03-06T16:05:00Z"
* content[0].format = http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode#urn:ihe:iti:xds:2017:mimeTypeSufficient
* context.encounter[0] = Reference(ada-visit)
* context.period.start = "2026-03-06"
* context.related[0].reference = "CarePlan/ada-plan/_history/2"

Instance: ada-handover
InstanceOf: CcmCarePlanHandover
Usage: #example
Title: "Copy given to Ada"
Description: "In the hand, on paper."
* category[handover] = CcmCarePlanActivity#handed-over
* medium[0] = http://terminology.hl7.org/CodeSystem/v3-ParticipationMode#WRITTEN
* subject = Reference(ada)
* about[0].reference = "CarePlan/ada-plan/_history/2"
* sent = "2026-03-06T16:10:00Z"
* recipient[0] = Reference(ada)
* sender = Reference(nurse-kim)
* payload[0].contentReference = Reference(ada-copy)
* note[0].text = "Went through it together."
