// Operations that open and end an enrollment.

RuleSet: Operation(name, title, description)
* name = "{title}"
* code = #{name}
* url = "https://ccm-on-fhir.org/ig/OperationDefinition/{name}"
* version = "0.1.0"
* status = #active
* kind = #operation
* experimental = false
* date = "2026-11-24"
* description = "{description}"

RuleSet: Instance(type, affects)
* affectsState = {affects}
* resource = #{type}
* system = false
* type = false
* instance = true

RuleSet: System
* affectsState = true
* system = true
* type = false
* instance = false

RuleSet: In(name, min, max, type, words)
* parameter[+].name = #{name}
* parameter[=].use = #in
* parameter[=].min = {min}
* parameter[=].max = "{max}"
* parameter[=].type = #{type}
* parameter[=].documentation = "{words}"

RuleSet: InGroup(name, min, max, words)
* parameter[+].name = #{name}
* parameter[=].use = #in
* parameter[=].min = {min}
* parameter[=].max = "{max}"
* parameter[=].documentation = "{words}"

RuleSet: Out(name, min, max, type, words)
* parameter[+].name = #{name}
* parameter[=].use = #out
* parameter[=].min = {min}
* parameter[=].max = "{max}"
* parameter[=].type = #{type}
* parameter[=].documentation = "{words}"

RuleSet: OutGroup(name, min, max, words)
* parameter[+].name = #{name}
* parameter[=].use = #out
* parameter[=].min = {min}
* parameter[=].max = "{max}"
* parameter[=].documentation = "{words}"

RuleSet: InPart(name, min, max, type, words)
* parameter[=].part[+].name = #{name}
* parameter[=].part[=].use = #in
* parameter[=].part[=].min = {min}
* parameter[=].part[=].max = "{max}"
* parameter[=].part[=].type = #{type}
* parameter[=].part[=].documentation = "{words}"

RuleSet: OutPart(name, min, max, type, words)
* parameter[=].part[+].name = #{name}
* parameter[=].part[=].use = #out
* parameter[=].part[=].min = {min}
* parameter[=].part[=].max = "{max}"
* parameter[=].part[=].type = #{type}
* parameter[=].part[=].documentation = "{words}"

RuleSet: To(type)
* parameter[=].targetProfile[+] = "http://hl7.org/fhir/StructureDefinition/{type}"

RuleSet: PartTo(type)
* parameter[=].part[=].targetProfile[+] = "http://hl7.org/fhir/StructureDefinition/{type}"

RuleSet: Bound(valueSet)
* parameter[=].binding.strength = #required
* parameter[=].binding.valueSet = "https://ccm-on-fhir.org/ig/ValueSet/{valueSet}"

RuleSet: PartBound(valueSet)
* parameter[=].part[=].binding.strength = #required
* parameter[=].part[=].binding.valueSet = "https://ccm-on-fhir.org/ig/ValueSet/{valueSet}"

// One value out of several types.
RuleSet: Allowed(type)
* parameter[=].extension[+].url = "http://hl7.org/fhir/StructureDefinition/operationdefinition-allowed-type"
* parameter[=].extension[=].valueUri = "{type}"

Instance: ccm-eligibility
InstanceOf: OperationDefinition
Usage: #definition
Title: "Eligibility"
* insert Operation(ccm-eligibility, CcmEligibility, [[Which programs a patient qualifies for and why; the chronic conditions of the chart; what stands between the patient and a billable month. A suggestion: that the conditions last and put the patient at risk is for a clinician to attest.]])
* insert Instance(Patient, false)
* insert In(date, 0, 1, date, [[The day for which it is asked; today when absent.]])
* insert In(billingPractitioner, 0, 1, Reference, [[Who would bill, where that is known.]])
* insert To(Practitioner)
* insert To(PractitionerRole)
* insert OutGroup(program, 0, *, [[A program.]])
* insert OutPart(code, 1, 1, code, [[Which.]])
* insert PartBound(ccm-program)
* insert OutPart(eligible, 1, 1, boolean, [[Whether the patient qualifies.]])
* insert OutPart(reason, 0, *, string, [[Why, in a clinician's words.]])
* insert OutGroup(condition, 0, *, [[A condition of the chart that is known as chronic.]])
* insert OutPart(reference, 1, 1, Reference, [[The Condition.]])
* insert PartTo(Condition)
* insert OutPart(category, 1, *, Coding, [[Its kind, a code of ccm-chronic-condition; the best fitting first.]])
* insert OutPart(code, 1, 1, Coding, [[The chart's code that was recognized.]])
* insert OutPart(standing, 1, 1, code, [[counts, review (a clinician has to confirm it) or never.]])
* insert OutPart(reason, 0, 1, string, [[Why it stands so.]])
* insert OutGroup(blocker, 0, *, [[What stands in the way.]])
* insert OutPart(code, 1, 1, code, [[A code of ccm-rule.]])
* insert PartBound(ccm-blocker)
* insert OutPart(message, 1, 1, string, [[In words.]])

Instance: ccm-enroll
InstanceOf: OperationDefinition
Usage: #definition
Title: "Enroll"
* insert Operation(ccm-enroll, CcmEnroll, [[Enrolls a patient in one transaction: EpisodeOfCare, Consent, CareTeam and a draft CarePlan. Everything is judged on the day of the start; everything that stands in the way is named at once.]])
* insert Instance(Patient, true)
* insert In(program, 1, 1, code, [[Which program.]])
* insert Bound(ccm-program)
* insert In(start, 0, 1, dateTime, [[When it begins; absent: when the patient consented.]])
* insert In(billingPractitioner, 0, 1, Reference, [[Who bills; absent: the caller, where they may.]])
* insert To(Practitioner)
* insert To(PractitionerRole)
* insert In(careManager, 0, 1, Reference, [[Who manages the care.]])
* insert To(Practitioner)
* insert To(PractitionerRole)
* insert In(condition, 0, *, Reference, [[The conditions that it is for, as a clinician ticked them; absent: all that count.]])
* insert To(Condition)
* insert InGroup(consent, 0, 1, [[The patient's consent as it was taken; absent: one that is on file.]])
* insert InPart(method, 0, 1, code, [[Verbal or written.]])
* insert PartBound(ccm-consent-method)
* insert InPart(dateTime, 0, 1, dateTime, [[When it was given.]])
* insert InPart(recorder, 0, 1, Reference, [[Who took it; absent: the caller.]])
* insert PartTo(Practitioner)
* insert PartTo(PractitionerRole)
* insert InPart(performer, 0, 1, Reference, [[Who gave the word: one of the patient's RelatedPersons who speaks for them; absent: the patient. Its display is kept.]])
* insert PartTo(Patient)
* insert PartTo(RelatedPerson)
* insert InPart(statement, 0, *, code, [[What was explained: all four are needed.]])
* insert PartBound(ccm-consent-statement)
* insert In(initiatingVisit, 0, 1, Element, [[The visit with which it begins: the Encounter, or its day. It may come later.]])
* insert Allowed(Reference)
* insert Allowed(date)
* insert InGroup(attestation, 0, 1, [[A billing practitioner's word. It may come later.]])
* insert InPart(duration, 0, 1, boolean, [[The conditions last as long as the program asks.]])
* insert InPart(risk, 0, 1, boolean, [[They put the patient at significant risk.]])
* insert InPart(by, 0, 1, Reference, [[Who attests; absent: the caller.]])
* insert PartTo(Practitioner)
* insert PartTo(PractitionerRole)
* insert InPart(reason, 0, 1, string, [[Why.]])
* insert In(transfer, 0, 1, boolean, [[The patient chose to change: planned until the other practitioner's enrollment has ended.]])
* insert In(reason, 0, 1, string, [[Why a second program beside another practitioner's.]])
* insert Out(return, 1, 1, Bundle, [[A transaction-response with the resources as stored; warnings in the outcome of its first entry.]])

Instance: ccm-enroll-draft
InstanceOf: OperationDefinition
Usage: #definition
Title: "A begun enrollment"
* insert Operation(ccm-enroll-draft, CcmEnrollDraft, [[What the caller has filled in to enroll this patient and not finished. A working copy, no part of the record: only its author reads it, and nothing rests on it. It is gone once the patient is enrolled in the program or has declined it, and seven days after it was last kept.]])
* insert Instance(Patient, false)
* insert Out(program, 0, 1, code, [[For which program. Absent, as the rest: nothing is begun.]])
* insert Bound(ccm-program)
* insert Out(content, 0, 1, string, [[As it was kept.]])
* insert Out(saved, 0, 1, instant, [[When it was kept.]])

Instance: ccm-keep-enroll-draft
InstanceOf: OperationDefinition
Usage: #definition
Title: "Keep a begun enrollment"
* insert Operation(ccm-keep-enroll-draft, CcmKeepEnrollDraft, [[Keeps what the caller has filled in to enroll this patient, in the place of what they kept before. Nothing is judged and no resource is written.]])
* insert Instance(Patient, true)
* insert In(program, 0, 1, code, [[For which program; needed where there is content.]])
* insert Bound(ccm-program)
* insert In(content, 0, 1, string, [[The JSON of an object that the caller's app understands, at most 32768 bytes. Absent: what was kept is taken away.]])
* insert Out(saved, 1, 1, instant, [[When it was kept, or taken away.]])

Instance: ccm-end
InstanceOf: OperationDefinition
Usage: #definition
Title: "End an enrollment"
* insert Operation(ccm-end, CcmEnd, [[Ends an enrollment. On withdrawal no minute counts after its instant, what the month has earned by then stays billable, and the episode ends on the month's last day.]])
* insert Instance(EpisodeOfCare, true)
* insert In(reason, 1, 1, code, [[withdrawn, graduated, moved, transferred, deceased or other.]])
* insert In(dateTime, 0, 1, dateTime, [[When; absent: now, or the day of death on file.]])
* insert In(note, 0, 1, string, [[More, in words.]])
* insert Out(return, 1, 1, EpisodeOfCare, [[The enrollment as it ended.]])
