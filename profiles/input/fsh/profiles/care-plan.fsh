Profile: CcmCarePlan
Parent: CarePlan
Id: ccm-care-plan
Title: "Comprehensive care plan"
Description: "The plan behind every billed month. It carries a narrative and the category of an assessment and plan, so that readers of US Core 3.1.1 to 9.0.0 find it, and the structure of HL7's MCC eCare Plan: an activity is a reference to a resource of its own, never written into the plan. What carries which element of the plan that CMS names, is on the page Care plan."
* insert AlsoUsCore(us-core-careplan)
* extension contains
    CcmReviewDate named reviewDate 0..1 MS and
    CcmSubstantialRevision named substantialRevision 0..1 MS and
    CcmNotNeeded named notNeeded 0..* MS and
    CcmActivatedWithGaps named activatedWithGaps 0..* MS
* extension[reviewDate] ^short = "Periodic review: the next one"
* extension[substantialRevision] ^short = "When it was last changed in substance"
* extension[notNeeded] ^short = "An element that this patient does without, and why"
* extension[activatedWithGaps] ^short = "The decision to put it into force although elements are missing"
* text 1..1 MS
* text ^short = "The plan in words, made from its structure"
* text.status MS
* text.status from CcmNarrativeStatusVS (required)
* text.div MS
* status MS
* status ^short = "draft until a clinician activates it; active while it is followed"
* intent MS
* intent from CcmCarePlanIntentVS (required)
* intent ^short = "plan or order"
* category 1..* MS
* insert Sliced(category, pattern, $this, [[By which readers find it.]])
* category contains assessPlan 1..1 MS and longitudinal 0..1 MS
* category[assessPlan] = http://hl7.org/fhir/us/core/CodeSystem/careplan-category#assess-plan
* category[assessPlan] ^short = "US Core: assessment and plan"
* category[longitudinal] = http://snomed.info/sct#38717003
* category[longitudinal] ^short = "SNOMED CT: longitudinal care plan; every plan made here carries it"
* title MS
* subject only Reference(Patient)
* subject MS
* subject ^short = "Whose plan it is"
* period MS
* period ^short = "From when to when it is followed"
* created MS
* author MS
* author ^short = "Who answers for the plan: the billing practitioner"
* contributor MS
* contributor ^short = "Who wrote it"
* careTeam MS
* careTeam ^short = "Who cares: also caregivers, outside agencies and specialists, and whom to call at any hour"
* addresses MS
* addresses ^short = "Problem list: the chart's conditions that it is about"
* supportingInfo MS
* supportingInfo ^short = "The enrollment; expected outcome and prognosis (ClinicalImpression); assessments (Observation); the reconciled medications (List)"
* goal MS
* goal ^short = "Treatment goals with measure, target and date, and the patient's own"
* activity MS
* activity ^short = "Planned interventions: each a resource of its own"
* activity.outcomeReference MS
* activity.outcomeReference ^short = "What came of it"
* activity.reference 1..1 MS
* activity.reference ^short = "Task, ServiceRequest, MedicationRequest, CommunicationRequest or Appointment: says what, by whom, how often"
* activity.detail 0..0
* note MS
* obeys ccm-care-plan-contributor and ccm-care-plan-problems and ccm-care-plan-goals

Invariant: ccm-care-plan-contributor
Description: "A plan should say who wrote it (contributor) or who answers for it (author)."
Severity: #warning
Expression: "contributor.exists() or author.exists()"

Invariant: ccm-care-plan-problems
Description: "A plan in force should name the problems that it addresses."
Severity: #warning
Expression: "status != 'active' or addresses.exists()"

Invariant: ccm-care-plan-goals
Description: "A plan in force should name its goals."
Severity: #warning
Expression: "status != 'active' or goal.exists()"

ValueSet: CcmNarrativeStatusVS
Id: ccm-narrative-status
Title: "Narratives of a care plan"
Description: "The narrative is made from the plan's structure, and may say more."
* ^experimental = false
* http://hl7.org/fhir/narrative-status#generated
* http://hl7.org/fhir/narrative-status#additional

ValueSet: CcmCarePlanIntentVS
Id: ccm-care-plan-intent
Title: "Intents of a care plan"
Description: "A plan is meant to be followed, or ordered: a mere proposal or option stands behind no month."
* ^experimental = false
* http://hl7.org/fhir/request-intent#plan
* http://hl7.org/fhir/request-intent#order
