// Topics of subscriptions. R4 has no SubscriptionTopic: as HL7's backport of R5 subscriptions writes it, a Basic carries
// its elements as extensions. The canonical is the topic's, and a Subscription names it as its criteria.

RuleSet: Topic(name, title, words)
* code = http://hl7.org/fhir/fhir-types#SubscriptionTopic
* extension[+].url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.url"
* extension[=].valueUri = "https://ccm-on-fhir.org/ig/SubscriptionTopic/{name}"
* extension[+].url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.version"
* extension[=].valueString = "0.1.0"
* extension[+].url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.title"
* extension[=].valueString = "{title}"
* extension[+].url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.date"
* extension[=].valueDateTime = "2026-11-26"
* extension[+].url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.description"
* extension[=].valueMarkdown = "{words}"
* modifierExtension[+].url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.status"
* modifierExtension[=].valueCode = #active

RuleSet: Trigger(type, words)
* extension[+].url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.resourceTrigger"
* extension[=].extension[+].url = "description"
* extension[=].extension[=].valueMarkdown = "{words}"
* extension[=].extension[+].url = "resource"
* extension[=].extension[=].valueUri = "http://hl7.org/fhir/StructureDefinition/{type}"
* extension[=].extension[+].url = "supportedInteraction"
* extension[=].extension[=].valueCode = #create
* extension[=].extension[+].url = "supportedInteraction"
* extension[=].extension[=].valueCode = #update

// The resource fits now.
RuleSet: TopicWhen(current)
* extension[=].extension[+].url = "queryCriteria"
* extension[=].extension[=].extension[+].url = "current"
* extension[=].extension[=].extension[=].valueString = "{current}"

// It fits now and did not before; one that is new did not.
RuleSet: Becomes(current, previous)
* extension[=].extension[+].url = "queryCriteria"
* extension[=].extension[=].extension[+].url = "previous"
* extension[=].extension[=].extension[=].valueString = "{previous}"
* extension[=].extension[=].extension[+].url = "resultForCreate"
* extension[=].extension[=].extension[=].valueCode = #test-passes
* extension[=].extension[=].extension[+].url = "current"
* extension[=].extension[=].extension[=].valueString = "{current}"
* extension[=].extension[=].extension[+].url = "requireBoth"
* extension[=].extension[=].extension[=].valueBoolean = true

RuleSet: InPath(expression)
* extension[=].extension[+].url = "fhirPathCriteria"
* extension[=].extension[=].valueString = "{expression}"

RuleSet: FilterBy(type, parameter, words)
* extension[+].url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.canFilterBy"
* extension[=].extension[+].url = "description"
* extension[=].extension[=].valueMarkdown = "{words}"
* extension[=].extension[+].url = "resource"
* extension[=].extension[=].valueUri = "{type}"
* extension[=].extension[+].url = "filterParameter"
* extension[=].extension[=].valueString = "{parameter}"

RuleSet: Shape(type)
* extension[+].url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.notificationShape"
* extension[=].extension[+].url = "resource"
* extension[=].extension[=].valueUri = "{type}"

RuleSet: With(include)
* extension[=].extension[+].url = "include"
* extension[=].extension[=].valueString = "{include}"

Instance: care-plan-changed
InstanceOf: Basic
Usage: #definition
* insert Topic(care-plan-changed, [[Care plan changed]], [[A care plan in force was made, changed or ended. Drafts are nobody's business yet.]])
* insert Trigger(CarePlan, [[A plan that is, or was, followed is new or has a new version.]])
* insert TopicWhen([[status=active,on-hold,completed,revoked&category=http://hl7.org/fhir/us/core/CodeSystem/careplan-category|assess-plan]])
* insert FilterBy(CarePlan, patient, [[Of one patient, or of several.]])
* insert FilterBy(CarePlan, status, [[Only plans of this status.]])
* insert FilterBy(CarePlan, category, [[Only plans of this category.]])
* insert Shape(CarePlan)
* insert With(CarePlan:patient)
* insert With(CarePlan:care-team)
* insert With(CarePlan:condition)
* insert With(CarePlan:goal)

Instance: enrollment-changed
InstanceOf: Basic
Usage: #definition
* insert Topic(enrollment-changed, [[Enrollment changed]], [[A patient was enrolled in a care-management program, or an enrollment was paused, changed or ended.]])
* insert Trigger(EpisodeOfCare, [[An enrollment is new, or its status or state has changed.]])
* insert TopicWhen([[type=https://ccm-on-fhir.org/ig/CodeSystem/ccm-program|ccm,https://ccm-on-fhir.org/ig/CodeSystem/ccm-program|pcm,https://ccm-on-fhir.org/ig/CodeSystem/ccm-program|apcm]])
* insert InPath([[%previous.empty() or %current.status != %previous.status or %current.statusHistory.count() != %previous.statusHistory.count()]])
* insert FilterBy(EpisodeOfCare, patient, [[Of one patient, or of several.]])
* insert FilterBy(EpisodeOfCare, type, [[Only this program.]])
* insert FilterBy(EpisodeOfCare, status, [[Only enrollments of this status.]])
* insert FilterBy(EpisodeOfCare, enrollment-state, [[Only enrollments in this state.]])
* insert FilterBy(EpisodeOfCare, billing-practitioner, [[Only of this billing practitioner.]])
* insert Shape(EpisodeOfCare)
* insert With(EpisodeOfCare:patient)
* insert With(EpisodeOfCare:condition)

Instance: consent-withdrawn
InstanceOf: Basic
Usage: #definition
* insert Topic(consent-withdrawn, [[Consent withdrawn]], [[A patient withdrew the consent to care management: no later minute counts.]])
* insert Trigger(Consent, [[A consent to care management says that it was withdrawn.]])
* insert Becomes([[status=inactive]], [[status:not=inactive]])
* insert InPath([[%current.extension.where(url = 'https://ccm-on-fhir.org/ig/StructureDefinition/ccm-consent-withdrawn').exists() and %previous.extension.where(url = 'https://ccm-on-fhir.org/ig/StructureDefinition/ccm-consent-withdrawn').empty()]])
* insert FilterBy(Consent, patient, [[Of one patient, or of several.]])
* insert FilterBy(Consent, category, [[Only for this program.]])
* insert Shape(Consent)
* insert With(Consent:patient)

Instance: month-closed
InstanceOf: Basic
Usage: #definition
* insert Topic(month-closed, [[Month closed]], [[A patient's month was closed: its charges stand.]])
* insert Trigger(Task, [[A patient's month has been closed.]])
* insert Becomes([[business-status=https://ccm-on-fhir.org/ig/CodeSystem/ccm-month-state|closed]], [[business-status:not=https://ccm-on-fhir.org/ig/CodeSystem/ccm-month-state|closed]])
* insert FilterBy(Task, patient, [[Of one patient, or of several.]])
* insert FilterBy(Task, owner, [[Only of this billing practitioner.]])
* insert FilterBy(Task, period, [[Only this month.]])
* insert Shape(Task)
* insert With(Task:patient)
* insert With(Task:focus)

Instance: task-assigned
InstanceOf: Basic
Usage: #definition
* insert Topic(task-assigned, [[Work assigned]], [[Planned work was given to somebody.]])
* insert Trigger(Task, [[A Task that is to be done has an owner whom it did not have before.]])
* insert TopicWhen([[status=requested,received,accepted,ready,in-progress]])
* insert InPath([[%current.owner.exists() and (%previous.owner.empty() or %previous.owner.reference != %current.owner.reference) and %current.code.coding.where(system = 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-activity' or system = 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-task').empty()]])
* insert FilterBy(Task, owner, [[Only given to this person.]])
* insert FilterBy(Task, patient, [[Of one patient, or of several.]])
* insert FilterBy(Task, code, [[Only this kind of work.]])
* insert Shape(Task)
* insert With(Task:patient)
* insert With(Task:focus)
