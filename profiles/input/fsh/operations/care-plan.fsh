// Operations on care plans and their templates.

Instance: apply
InstanceOf: OperationDefinition
Usage: #definition
Title: "Apply care-plan templates"
* insert Operation(apply, Apply, [[Applies one or several care-plan templates to a patient, as HL7's operation of the same name does. The suggestions become resources of their own - Goal, Task, ServiceRequest, CommunicationRequest - which the patient's care plan refers to: the plan that is a draft or in force, or a new draft where there is none. Templates that propose the same goal or activity give the patient one, with the stricter target, the greater frequency and all its reasons; a note says what each template alone would ask for. Every suggestion is proposed, and a person accepts, edits or rejects it: what somebody has touched or taken out is left alone when templates are applied again, and a second call that would change nothing writes nothing. Everything is one transaction, with a Provenance. The answer is the care plan.]])
* affectsState = true
* resource = #PlanDefinition
* system = false
* type = true
* instance = true
* insert In(planDefinition, 0, *, uri, [[At the level of the type: the templates to apply, by canonical URL or as PlanDefinition/id. Absent: the templates for the patient's chronic conditions, and the one for everybody.]])
* insert In(subject, 1, 1, string, [[The patient, as Patient/id.]])
* insert In(practitioner, 0, 1, string, [[Who asks for what is suggested, as Practitioner/id or PractitionerRole/id; absent: the caller.]])
* insert In(organization, 0, 1, string, [[On whose behalf, as Organization/id.]])
* insert In(encounter, 0, 1, string, [[The encounter in which a new plan is made, as Encounter/id.]])
* insert In(carePlan, 0, 1, string, [[The plan to add to, as CarePlan/id; needed where the patient has several that are drafts or in force.]])
* insert Out(return, 1, 1, CarePlan, [[The care plan, as it is now.]])

Instance: ccm-completeness
InstanceOf: OperationDefinition
Usage: #definition
Title: "What a care plan lacks"
* insert Operation(ccm-completeness, CcmCompleteness, [[What a care plan has and lacks of the elements of a comprehensive one. Suggestions that nobody has decided about are not part of the plan yet. A plan that lacks a required element is put into force only by a decision that the plan itself records - extension ccm-activated-with-gaps, with the elements and the reason.]])
* insert Instance(CarePlan, false)
* insert Out(complete, 1, 1, boolean, [[Whether no required element is missing.]])
* insert OutGroup(element, 1, *, [[An element, in the order of the plan.]])
* insert OutPart(code, 1, 1, code, [[Which.]])
* insert PartBound(ccm-care-plan-element)
* insert OutPart(state, 1, 1, code, [[present, missing or not-needed.]])
* insert OutPart(required, 1, 1, boolean, [[Whether the plan is put into force without it only by a recorded decision.]])
* insert OutPart(message, 0, 1, string, [[What is missing and what would help, or why it is not needed.]])

Instance: ccm-revisions
InstanceOf: OperationDefinition
Usage: #definition
Title: "Revisions of a care plan"
* insert Operation(ccm-revisions, CcmRevisions, [[Who changed a care plan when and why, oldest version first, and which version was in force on a day. What a Provenance says of a version comes first; where there is none, the audit trail says who.]])
* insert Instance(CarePlan, false)
* insert In(on, 0, 1, date, [[A day of the practice for which the version in force is looked up.]])
* insert Out(inForce, 0, 1, string, [[The version that was in force on the day; absent where none was.]])
* insert OutGroup(revision, 1, *, [[A version.]])
* insert OutPart(version, 1, 1, string, [[Its number.]])
* insert OutPart(at, 1, 1, instant, [[When it was filed.]])
* insert OutPart(status, 1, 1, code, [[The plan's status in it.]])
* insert OutPart(activity, 1, 1, code, [[What was done: a code of ccm-care-plan-activity.]])
* insert OutPart(by, 0, 1, Reference, [[Who did it.]])
* insert OutPart(why, 0, 1, string, [[The reason that was given.]])
* insert OutPart(substantial, 1, 1, boolean, [[Whether it is marked as a revision in substance.]])

Instance: ccm-difference
InstanceOf: OperationDefinition
Usage: #definition
Title: "Difference between two states of a care plan"
* insert Operation(ccm-difference, CcmDifference, [[What became otherwise between two states of a care plan, with the goals, activities and team that it names, each as it was then; in words. Values that were measured since are no change of the plan, nor are suggestions of templates that nobody has taken over.]])
* insert Instance(CarePlan, false)
* insert In(from, 1, 1, string, [[The earlier state: a version such as 2, or a day such as 2026-03-05, at whose end it is looked at.]])
* insert In(to, 0, 1, string, [[The later state, written the same way; absent: as the plan is now.]])
* insert In(language, 0, 1, code, [[Language of the words: en or es; absent: en. What people wrote stays as they wrote it where it has no translation.]])
* insert OutGroup(from, 1, 1, [[The earlier state that was found.]])
* insert OutPart(version, 1, 1, string, [[Version of the plan.]])
* insert OutPart(at, 1, 1, instant, [[When that version was filed.]])
* insert OutGroup(to, 1, 1, [[The later state that was found.]])
* insert OutPart(version, 1, 1, string, [[Version of the plan.]])
* insert OutPart(at, 1, 1, instant, [[When that version was filed.]])
* insert OutGroup(change, 0, *, [[One thing that is otherwise.]])
* insert OutPart(area, 1, 1, code, [[Which part of the plan: a code of ccm-care-plan-element, care-team, or plan for what it says of itself.]])
* insert OutPart(kind, 1, 1, code, [[added, removed or changed.]])
* insert OutPart(what, 1, 1, string, [[What it is about.]])
* insert OutPart(property, 0, 1, string, [[What of it changed: the same name in every language.]])
* insert OutPart(before, 0, 1, string, [[As it was; of standing, status and achievement the code.]])
* insert OutPart(after, 0, 1, string, [[As it is in the later state.]])
* insert OutPart(reference, 0, 1, Reference, [[The resource behind it.]])
