Instance: ccm-app
InstanceOf: CapabilityStatement
Usage: #definition
Title: "Requirements of an app"
* insert Requirements(ccm-app, [[Requirements of an app]], [[What a SMART app of this guide does: it shows whether a patient qualifies and why, enrolls with consent, keeps the care plan, logs time with one click, and shows how far the month is from the next code.]])
* name = "CcmApp"
* rest.mode = #client
* rest.documentation = "Launched inside an EHR (SMART App Launch 2.2, PKCE) the app stays with the patient of the launch. It shows every refusal of the server in its own words, and counts no minutes itself: what a month has earned, the server says."
* rest.security.service = http://terminology.hl7.org/CodeSystem/restful-security-service#SMART-on-FHIR

* insert Resource(Patient, [[Who it is about; eligibility, enrolling, and the month so far.]])
* insert Does(read, SHALL)
* insert Operates(ccm-eligibility)
* insert Operates(ccm-enroll)
* insert Operates(ccm-enroll-draft)
* insert Operates(ccm-keep-enroll-draft)
* insert Operates(ccm-month)
* insert Operates(ccm-simulate)

* insert Resource(EpisodeOfCare, [[The patient's enrollments.]])
* insert Claims(ccm-episode-of-care)
* insert Reads
* insert Does(update, SHALL)
* insert FindsBy(patient, reference, SHALL)
* insert Operates(ccm-end)

* insert Resource(Condition, [[The chart's conditions.]])
* insert Claims(ccm-condition)
* insert Reads
* insert FindsBy(patient, reference, SHALL)

* insert Resource(CarePlan, [[The care plan, its versions, templates applied to it, the patient's copy.]])
* insert Claims(ccm-care-plan)
* insert Reads
* insert Does(update, SHALL)
* insert Does(vread, SHALL)
* insert Does(history-instance, SHOULD)
* insert FindsBy(patient, reference, SHALL)
* insert FindsBy(category, token, SHALL)
* insert Includes(CarePlan:goal)
* insert Includes(CarePlan:care-team)

* insert Resource(Goal, [[Goals of the plan.]])
* insert Claims(ccm-goal)
* insert Reads
* insert Does(create, SHALL)
* insert Does(update, SHALL)
* insert FindsBy(patient, reference, SHALL)

* insert Resource(CareTeam, [[The team.]])
* insert Claims(ccm-care-team)
* insert Reads
* insert Does(update, SHALL)
* insert FindsBy(patient, reference, SHALL)

* insert Resource(Task, [[Time, with a timer; planned work; the month's state.]])
* insert Claims(ccm-time-entry)
* insert Claims(ccm-outreach-task)
* insert Claims(ccm-month)
* insert Reads
* insert Does(create, SHALL)
* insert Does(update, SHALL)
* insert FindsBy(patient, reference, SHALL)
* insert FindsBy(owner, reference, SHALL)
* insert FindsBy(code, token, SHALL)
* insert FindsBy(status, token, SHALL)
* insert FindsBy(period, date, SHALL)
* insert Operates(ccm-beat)
* insert Operates(ccm-stop-timer)

* insert Resource(Observation, [[Measurements; medical decision making of the month.]])
* insert Claims(ccm-mdm)
* insert Reads
* insert Does(create, SHALL)
* insert FindsBy(patient, reference, SHALL)
* insert FindsBy(code, token, SHALL)

* insert Resource(PlanDefinition, [[Templates, applied by HL7's operation.]])
* insert Reads
* insert FindsBy(url, uri, SHALL)
* insert Operates(apply)
