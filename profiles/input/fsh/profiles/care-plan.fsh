Alias: $CAREPLAN-CATEGORY = http://hl7.org/fhir/us/core/CodeSystem/careplan-category

Profile: CcmCarePlan
Parent: CarePlan
Id: ccm-care-plan
Title: "Comprehensive care plan"
Description: "The plan behind every billed month. It carries a narrative and the category of an assessment and plan, so that US Core's readers find it; an activity is a reference to a resource of its own."
* extension contains
    CcmReviewDate named reviewDate 0..1 and
    CcmSubstantialRevision named substantialRevision 0..1 and
    CcmNotNeeded named notNeeded 0..*
* text 1..1
* text.status from CcmNarrativeStatusVS (required)
* category 1..*
* category ^slicing.discriminator.type = #pattern
* category ^slicing.discriminator.path = "$this"
* category ^slicing.rules = #open
* category contains assessPlan 1..1
* category[assessPlan] = $CAREPLAN-CATEGORY#assess-plan
* subject only Reference(Patient)
* activity.detail 0..0
* activity.reference 1..1

ValueSet: CcmNarrativeStatusVS
Id: ccm-narrative-status
Title: "Narratives of a care plan"
Description: "The narrative is made from the plan's structure, and may say more."
* ^experimental = false
* http://hl7.org/fhir/narrative-status#generated
* http://hl7.org/fhir/narrative-status#additional

Profile: CcmCareTeam
Parent: CareTeam
Id: ccm-care-team
Title: "Care team"
Description: "Who takes part in the care: billing practitioner, care manager, specialists, caregivers, the patient."
* subject 1..1
* subject only Reference(Patient)
* participant 1..*
* participant.role 1..*
* participant.member 1..1

Profile: CcmOutreachTask
Parent: Task
Id: ccm-outreach-task
Title: "Planned work"
Description: "Something to be done for a patient, by a day: a call, a review, an attempt to enroll. It is no time: time is entered when the work is done."
* for 1..1
* for only Reference(Patient)
* owner only Reference(Practitioner or PractitionerRole or CareTeam or Organization)
* restriction 1..1
* restriction.period 1..1
* restriction.period.end 1..1
* obeys ccm-outreach-no-time

Invariant: ccm-outreach-no-time
Description: "Planned work has no activity code of care management: with one it would be time."
Severity: #error
Expression: "code.coding.where(system = 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-activity').empty()"
