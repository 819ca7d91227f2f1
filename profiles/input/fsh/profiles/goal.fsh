Profile: CcmGoal
Parent: Goal
Id: ccm-goal
Title: "Goal of a care plan"
Description: "What the patient and the team want to reach: a treatment goal with what is measured, the target and a date; or what matters to the patient, in the patient's own words."
* insert AlsoUsCore(us-core-goal)
* extension contains
    http://hl7.org/fhir/StructureDefinition/goal-acceptance named acceptance 0..* MS and
    http://hl7.org/fhir/StructureDefinition/goal-reasonRejected named reasonRejected 0..1 MS and
    http://hl7.org/fhir/StructureDefinition/goal-relationship named relationship 0..* MS
* extension[acceptance] ^short = "Who agreed to it, or did not"
* extension[reasonRejected] ^short = "Why it was declined"
* extension[relationship] ^short = "How it stands to other goals"
* lifecycleStatus MS
* lifecycleStatus ^short = "proposed: a suggestion; active: agreed; rejected: declined and not suggested again"
* achievementStatus MS
* achievementStatus ^short = "How far it has come"
* category MS
* priority MS
* description MS
* description ^short = "What it is about"
* description.text MS
* description.text ^short = "In words that the patient understands"
* subject only Reference(Patient)
* subject MS
* start[x] MS
* start[x] ^short = "Since when"
* target MS
* target ^short = "What is measured, where it should be, by when"
* target.measure MS
* target.measure ^short = "What is measured, in LOINC"
* target.detail[x] MS
* target.detail[x] ^short = "Where it should be"
* target.due[x] only date
* target.due[x] MS
* target.due[x] ^short = "By when"
* statusDate MS
* expressedBy MS
* expressedBy ^short = "Who wants it: the patient, a caregiver, a clinician"
* addresses MS
* addresses ^short = "The problems that it is about"
* note MS
* outcomeReference MS
* outcomeReference ^short = "Measurements that show how far it has come"
* obeys ccm-goal-measure and ccm-goal-declined

Invariant: ccm-goal-measure
Description: "A treatment goal should say what is measured, unless it is in the patient's or caregiver's own words (expressedBy)."
Severity: #warning
Expression: "target.measure.exists() or expressedBy.reference.matches('(^|/)(Patient|RelatedPerson)/')"

Invariant: ccm-goal-declined
Description: "A declined goal should say why, so that nobody suggests it again."
Severity: #warning
Expression: "lifecycleStatus != 'rejected' or statusReason.exists() or note.exists() or extension.where(url = 'http://hl7.org/fhir/StructureDefinition/goal-reasonRejected').exists()"
