// Words shared by the templates. Texts are for patients: plain language, English, with Spanish beside each one.

RuleSet: Spanish(path, text)
* {path}.extension[0].url = "http://hl7.org/fhir/StructureDefinition/translation"
* {path}.extension[0].extension[0].url = "lang"
* {path}.extension[0].extension[0].valueCode = #es
* {path}.extension[0].extension[1].url = "content"
* {path}.extension[0].extension[1].valueString = "{text}"

RuleSet: SpanishName(code, text)
* {code} ^designation[0].language = #es
* {code} ^designation[0].value = "{text}"

// What a patient would call it, where the name is a clinician's.
RuleSet: PlainName(code, text)
* {code} ^designation[1].language = #en
* {code} ^designation[1].value = "{text}"

// --- activities ---------------------------------------------------------------------------------------------------

RuleSet: Activity(id, kind, intervention, title, spanish)
* url = "https://ccm-on-fhir.org/ig/ActivityDefinition/ccm-action-{id}"
* version = "0.1.0"
* status = #active
* experimental = false
* date = "2026-11-24"
* kind = #{kind}
* intent = #plan
* topic = CcmIntervention#{intervention}
* title = "{title}"
* insert Spanish(title, [[{spanish}]])

RuleSet: Says(text, spanish)
* description = "{text}"
* insert Spanish(description, [[{spanish}]])

RuleSet: By(type, role)
* participant[0].type = #{type}
* participant[0].role = CcmResponsibleRole#{role}

RuleSet: Every(frequency, period, unit)
* timingTiming.repeat.frequency = {frequency}
* timingTiming.repeat.period = {period}
* timingTiming.repeat.periodUnit = #{unit}

// --- plans --------------------------------------------------------------------------------------------------------

RuleSet: Plan(id, title, spanish)
* url = "https://ccm-on-fhir.org/ig/PlanDefinition/ccm-plan-{id}"
* version = "0.1.0"
* status = #active
* experimental = false
* date = "2026-11-24"
* type = http://terminology.hl7.org/CodeSystem/plan-definition-type#clinical-protocol
* subjectCodeableConcept = http://hl7.org/fhir/resource-types#Patient
* title = "{title}"
* insert Spanish(title, [[{spanish}]])

// The chronic condition category that the template is for.
RuleSet: For(category)
* useContext[+].code = http://terminology.hl7.org/CodeSystem/usage-context-type#focus
* useContext[=].valueCodeableConcept = CcmChronicCondition#{category}

RuleSet: Cites(name, url)
* relatedArtifact[+].type = #citation
* relatedArtifact[=].display = "{name}"
* relatedArtifact[=].url = "{url}"

// An activity of the template, and the goal of the same template that it serves.
RuleSet: Do(activity, goal)
* action[+].id = "{activity}"
* action[=].definitionCanonical = "https://ccm-on-fhir.org/ig/ActivityDefinition/ccm-action-{activity}"
* action[=].goalId = "{goal}"

// An activity that serves the template's condition as a whole.
RuleSet: DoAlso(activity)
* action[+].id = "{activity}"
* action[=].definitionCanonical = "https://ccm-on-fhir.org/ig/ActivityDefinition/ccm-action-{activity}"

// Only where the FHIRPath expression is true. Its variables are described in docs/care-plan.md.
RuleSet: When(expression)
* action[=].condition[0].kind = #applicability
* action[=].condition[0].expression.language = #text/fhirpath
* action[=].condition[0].expression.expression = "{expression}"

// More or less often than the activity's own definition says.
RuleSet: ButEvery(frequency, period, unit)
* action[=].timingTiming.repeat.frequency = {frequency}
* action[=].timingTiming.repeat.period = {period}
* action[=].timingTiming.repeat.periodUnit = #{unit}

// --- goals --------------------------------------------------------------------------------------------------------

RuleSet: Goal(code, category, priority, text, spanish)
* goal[+].id = "{code}"
* goal[=].category = http://terminology.hl7.org/CodeSystem/goal-category#{category}
* goal[=].description.coding = CcmGoalKind#{code}
* goal[=].description.text = "{text}"
* insert Spanish(goal[=].description.text, [[{spanish}]])
* goal[=].priority = http://terminology.hl7.org/CodeSystem/goal-priority#{priority}-priority

RuleSet: Target(loinc, name, spanish, due)
* goal[=].target[+].measure.coding[0] = http://loinc.org#{loinc}
* goal[=].target[=].measure.text = "{name}"
* insert Spanish(goal[=].target[=].measure.text, [[{spanish}]])
* goal[=].target[=].due = {due} 'mo' "months"

// The same thing measured under another code.
RuleSet: Or(index, loinc)
* goal[=].target[=].measure.coding[{index}] = http://loinc.org#{loinc}

RuleSet: Quantity(comparator, value, unit)
* goal[=].target[=].detailQuantity = {value} '{unit}'
* goal[=].target[=].detailQuantity.comparator = #{comparator}

// The value for this patient, where it can be worked out; else the value beside it stands.
RuleSet: Personal(expression)
* goal[=].target[=].detailQuantity.extension[0].url = "http://hl7.org/fhir/StructureDefinition/cqf-expression"
* goal[=].target[=].detailQuantity.extension[0].valueExpression.language = #text/fhirpath
* goal[=].target[=].detailQuantity.extension[0].valueExpression.expression = "{expression}"

// A target that only the patient's own value can give.
RuleSet: OnlyPersonal(comparator, unit, expression)
* goal[=].target[=].detailQuantity.comparator = #{comparator}
* goal[=].target[=].detailQuantity.system = "http://unitsofmeasure.org"
* goal[=].target[=].detailQuantity.code = #{unit}
* goal[=].target[=].detailQuantity.unit = "{unit}"
* insert Personal([[{expression}]])
