Alias: $SNOMED = http://snomed.info/sct
Alias: $LOINC = http://loinc.org
Alias: $SOPT = https://nahdo.org/sopt

// An instance also meets this profile of US Core. A validator that has US Core checks it; others go by ours alone, which
// asks for whatever US Core makes mandatory.
RuleSet: AlsoUsCore(profile)
* ^extension[+].url = "http://hl7.org/fhir/StructureDefinition/structuredefinition-imposeProfile"
* ^extension[=].valueCanonical = "http://hl7.org/fhir/us/core/StructureDefinition/{profile}"

RuleSet: Sliced(element, by, path, words)
* {element} ^slicing.discriminator.type = #{by}
* {element} ^slicing.discriminator.path = "{path}"
* {element} ^slicing.rules = #open
* {element} ^slicing.description = "{words}"

// A number of ours among others.
RuleSet: OwnIdentifier(slice, system, words)
* identifier MS
* insert Sliced(identifier, value, system, [[Our own number among others.]])
* identifier contains {slice} 1..1 MS
* identifier[{slice}].system 1..1
* identifier[{slice}].system = "https://ccm-on-fhir.org/ig/{system}"
* identifier[{slice}].value 1..1
* identifier[{slice}] ^short = "{words}"

Invariant: ccm-whole-month
Description: "The period is one whole calendar month: from its first to its last day."
Severity: #error
Expression: "start.toString().matches('^[0-9]{4}-[0-9]{2}-01$') and end.toString().matches('^[0-9]{4}-[0-9]{2}-(28|29|30|31)$') and start.toString().substring(0, 7) = end.toString().substring(0, 7)"

Invariant: ccm-charge-units
Description: "Units are whole, one or more."
Severity: #error
Expression: "value >= 1 and value = value.truncate()"
