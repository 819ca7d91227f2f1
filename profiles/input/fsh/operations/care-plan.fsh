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
