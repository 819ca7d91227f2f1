Instance: ccm-server
InstanceOf: CapabilityStatement
Usage: #definition
Title: "Requirements of a server"
* insert Requirements(ccm-server, [[Requirements of a server]], [[What a server of this guide does: it keeps enrollment, consent, care plan, time, months, charges and claims of Medicare care management as resources that any FHIR client can read, and judges the program's rules on every write.]])
* name = "CcmServer"
* imports = "http://hl7.org/fhir/us/core/CapabilityStatement/us-core-server"
* rest.mode = #server
* rest.documentation = "Every write is validated against R4, the profiles that it claims and the program's rules; every refusal is an OperationOutcome that names its rule by a code of ccm-rule. A Task with an activity code gets the checks of a time entry, whether it claims the profile or not. Unknown search parameters are reported, or refused under Prefer: handling=strict."
* rest.security.cors = true
* rest.security.service = http://terminology.hl7.org/CodeSystem/restful-security-service#SMART-on-FHIR
* rest.security.description = "SMART App Launch 2.2 and backend services, scopes v2. A caller sees one practice; a patient's or payer's caller only their own compartments."
* rest.interaction[+].code = #transaction
* insert Expect(rest.interaction[=], SHALL)
* rest.interaction[+].code = #batch
* insert Expect(rest.interaction[=], SHALL)
* insert OperatesEverywhere(ccm-close-month)
* insert OperatesEverywhere(ccm-reopen-month)
* insert OperatesEverywhere(ccm-panel)
* insert OperatesEverywhere(ccm-report)
* insert ExportsEverything

* insert Resource(Patient, [[The person; the month, eligibility and audit file are asked for here.]])
* insert Writes
* insert KeepsHistory
* insert FindsBy(_id, token, SHALL)
* insert FindsBy(identifier, token, SHALL)
* insert FindsBy(name, string, SHALL)
* insert FindsBy(birthdate, date, SHALL)
* insert FindsBy(gender, token, SHALL)
* insert Operates(ccm-eligibility)
* insert Operates(ccm-enroll)
* insert Operates(ccm-enroll-draft)
* insert Operates(ccm-keep-enroll-draft)
* insert Operates(ccm-month)
* insert Operates(ccm-simulate)
* insert Operates(ccm-audit)
* insert Operates(ccm-reopen-month)
* insert OperatesByHl7(everything, Patient-everything)
* insert ExportsAt(patient-export)

* insert Resource(EpisodeOfCare, [[An enrollment, from outreach to its end. A plain write meets the same rules as $ccm-enroll.]])
* insert Claims(ccm-episode-of-care)
* insert Writes
* insert KeepsHistory
* insert FindsBy(patient, reference, SHALL)
* insert FindsBy(type, token, SHALL)
* insert FindsBy(status, token, SHALL)
* insert FindsBy(date, date, SHALL)
* insert FindsBy(care-manager, reference, SHALL)
* insert FindsBy(organization, reference, SHALL)
* insert FindsByOwn(billing-practitioner, reference, ccm-episode-billing-practitioner)
* insert FindsByOwn(enrollment-state, token, ccm-episode-enrollment-state)
* insert Operates(ccm-end)

* insert Resource(Consent, [[The patient's word.]])
* insert Claims(ccm-consent)
* insert Claims(ccm-disclosure-consent)
* insert Writes
* insert KeepsHistory
* insert FindsBy(patient, reference, SHALL)
* insert FindsBy(status, token, SHALL)
* insert FindsBy(category, token, SHALL)
* insert FindsByOwn(recipient, reference, ccm-consent-recipient)
* insert FindsBy(date, date, SHALL)

* insert Resource(Condition, [[The chart's conditions; those that qualify are found by their codes.]])
* insert Claims(ccm-condition)
* insert Writes
* insert FindsBy(patient, reference, SHALL)
* insert FindsBy(category, token, SHALL)
* insert FindsBy(clinical-status, token, SHALL)
* insert FindsBy(code, token, SHALL)

* insert Resource(CarePlan, [[The comprehensive care plan: every version is kept, and says who made it and why by a Provenance.]])
* insert Claims(ccm-care-plan)
* insert Writes
* insert KeepsHistory
* insert FindsBy(patient, reference, SHALL)
* insert FindsBy(category, token, SHALL)
* insert FindsBy(status, token, SHALL)
* insert FindsBy(date, date, SHALL)
* insert FindsBy(condition, reference, SHALL)
* insert FindsBy(care-team, reference, SHALL)
* insert FindsBy(goal, reference, SHALL)
* insert FindsByOwn(review-date, date, ccm-care-plan-review-date)
* insert Includes(CarePlan:condition)
* insert Includes(CarePlan:goal)
* insert Includes(CarePlan:care-team)
* insert Includes(CarePlan:activity-reference)

* insert Resource(CareTeam, [[Who takes part.]])
* insert Claims(ccm-care-team)
* insert Writes
* insert FindsBy(patient, reference, SHALL)
* insert FindsBy(status, token, SHALL)
* insert Includes(CareTeam:participant)

* insert Resource(Goal, [[What is to be reached.]])
* insert Claims(ccm-goal)
* insert Writes
* insert FindsBy(patient, reference, SHALL)
* insert FindsBy(lifecycle-status, token, SHALL)
* insert FindsBy(target-date, date, SHALL)

* insert Resource(Task, [[Time, planned work, and a patient's month; the month is written by closing and reopening only.]])
* insert Claims(ccm-time-entry)
* insert Claims(ccm-outreach-task)
* insert Claims(ccm-month)
* insert Writes
* insert KeepsHistory
* insert FindsBy(patient, reference, SHALL)
* insert FindsBy(owner, reference, SHALL)
* insert FindsBy(code, token, SHALL)
* insert FindsBy(status, token, SHALL)
* insert FindsBy(business-status, token, SHALL)
* insert FindsBy(period, date, SHALL)
* insert FindsBy(focus, reference, SHALL)
* insert Operates(ccm-beat)
* insert Operates(ccm-stop-timer)

* insert Resource(Observation, [[Measurements, assessments, and medical decision making of a month.]])
* insert Claims(ccm-mdm)
* insert Writes
* insert FindsBy(patient, reference, SHALL)
* insert FindsBy(category, token, SHALL)
* insert FindsBy(code, token, SHALL)
* insert FindsBy(date, date, SHALL)

* insert Resource(ChargeItem, [[Charges of ours are written by closing and reopening only; others are facts of the chart.]])
* insert Claims(ccm-charge-item)
* insert Reads
* insert KeepsHistory
* insert FindsBy(patient, reference, SHALL)
* insert FindsBy(code, token, SHALL)
* insert FindsBy(context, reference, SHALL)
* insert FindsBy(occurrence, date, SHALL)
* insert FindsBy(performer-actor, reference, SHALL)
* insert FindsByOwn(status, token, ccm-charge-item-status)

* insert Resource(Claim, [[Closing makes it as a draft; somebody with billing rights sends it.]])
* insert Claims(ccm-claim)
* insert Writes
* insert KeepsHistory
* insert FindsBy(patient, reference, SHALL)
* insert FindsBy(status, token, SHALL)
* insert FindsBy(created, date, SHALL)
* insert FindsBy(provider, reference, SHALL)
* insert FindsByOwn(charge, reference, ccm-claim-charge)

* insert Resource(Coverage, [[Who pays.]])
* insert Claims(ccm-coverage)
* insert Writes
* insert FindsBy(patient, reference, SHALL)
* insert FindsBy(status, token, SHALL)
* insert FindsBy(type, token, SHALL)

* insert Resource(DocumentReference, [[Copies of the care plan, and other documents.]])
* insert Claims(ccm-care-plan-document)
* insert Writes
* insert FindsBy(patient, reference, SHALL)
* insert FindsBy(type, token, SHALL)
* insert FindsBy(category, token, SHALL)
* insert FindsBy(date, date, SHALL)
* insert FindsBy(related, reference, SHALL)

* insert Resource(Communication, [[That a copy was handed over, and other messages.]])
* insert Claims(ccm-care-plan-handover)
* insert Writes
* insert FindsBy(patient, reference, SHALL)
* insert FindsBy(category, token, SHALL)
* insert FindsBy(sent, date, SHALL)

* insert Resource(Encounter, [[Visits that begin a program, visits of the biller, hospital stays.]])
* insert Writes
* insert FindsBy(patient, reference, SHALL)
* insert FindsBy(date, date, SHALL)
* insert FindsBy(class, token, SHALL)
* insert FindsBy(type, token, SHALL)

* insert Resource(Group, [[Lists of patients: a payer's members are one.]])
* insert Reads
* insert FindsBy(_id, token, SHALL)
* insert ExportsAt(group-export)

* insert Resource(Organization, [[The practice: its time zone and how it bills.]])
* insert Reads
* insert FindsBy(identifier, token, SHALL)
* insert FindsBy(name, string, SHALL)

* insert Resource(Practitioner, [[The people of the practice.]])
* insert Reads
* insert FindsBy(identifier, token, SHALL)
* insert FindsBy(name, string, SHALL)

* insert Resource(PractitionerRole, [[What each is in the practice, a code of ccm-staff-role: it decides whose minutes count as what.]])
* insert Reads
* insert FindsBy(practitioner, reference, SHALL)
* insert FindsBy(role, token, SHALL)
* insert FindsBy(organization, reference, SHALL)

* insert Resource(Provenance, [[Who made each version, and why.]])
* insert Writes
* insert FindsBy(target, reference, SHALL)
* insert FindsBy(recorded, date, SHALL)

* insert Resource(AuditEvent, [[Who saw or changed what; nobody writes it.]])
* insert Reads
* insert FindsBy(patient, reference, SHALL)
* insert FindsBy(date, date, SHALL)

* insert Resource(PlanDefinition, [[Templates of care plans.]])
* insert Reads
* insert FindsBy(url, uri, SHALL)
* insert Operates(apply)

* insert Resource(ActivityDefinition, [[Activities that the templates name.]])
* insert Reads
* insert FindsBy(url, uri, SHALL)

* insert Resource(ChargeItemDefinition, [[The rule of each code and period.]])
* insert Claims(ccm-charge-item-definition)
* insert Reads
* insert FindsBy(url, uri, SHALL)

* insert Resource(StructureDefinition, [[The guide's own profiles and extensions.]])
* insert Reads
* insert FindsBy(url, uri, SHALL)

* insert Resource(ValueSet, [[The guide's own value sets.]])
* insert Reads
* insert FindsBy(url, uri, SHALL)
* insert OperatesByHl7(expand, ValueSet-expand)
* insert OperatesByHl7(validate-code, ValueSet-validate-code)

* insert Resource(CodeSystem, [[The guide's own code systems.]])
* insert Reads
* insert FindsBy(url, uri, SHALL)
* insert OperatesByHl7(lookup, CodeSystem-lookup)
