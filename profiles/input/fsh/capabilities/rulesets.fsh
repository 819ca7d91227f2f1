// What a server or an app has to do (SHALL) or should do. Each line stands for one thing with its expectation;
// on operations R4 has no place for HL7's extension, so that they say it in words.

RuleSet: Expect(path, expectation)
* {path}.extension[0].url = "http://hl7.org/fhir/StructureDefinition/capabilitystatement-expectation"
* {path}.extension[0].valueCode = #{expectation}

RuleSet: Requirements(name, title, words)
* url = "https://ccm-on-fhir.org/ig/CapabilityStatement/{name}"
* version = "0.1.0"
* status = #active
* experimental = false
* date = "2026-11-26"
* kind = #requirements
* fhirVersion = #4.0.1
* format[0] = #json
* title = "{title}"
* description = "{words}"

RuleSet: Resource(type, words)
* rest.resource[+].type = #{type}
* rest.resource[=].documentation = "{words}"

RuleSet: Claims(profile)
* rest.resource[=].supportedProfile[+] = "https://ccm-on-fhir.org/ig/StructureDefinition/{profile}"

RuleSet: Does(interaction, expectation)
* rest.resource[=].interaction[+].code = #{interaction}
* insert Expect(rest.resource[=].interaction[=], {expectation})

RuleSet: Reads
* insert Does(read, SHALL)
* insert Does(search-type, SHALL)

RuleSet: Writes
* insert Reads
* insert Does(create, SHALL)
* insert Does(update, SHALL)

RuleSet: KeepsHistory
* insert Does(vread, SHALL)
* insert Does(history-instance, SHALL)

RuleSet: FindsBy(name, type, expectation)
* rest.resource[=].searchParam[+].name = "{name}"
* rest.resource[=].searchParam[=].type = #{type}
* insert Expect(rest.resource[=].searchParam[=], {expectation})

// A search parameter of the guide.
RuleSet: FindsByOwn(name, type, id)
* rest.resource[=].searchParam[+].name = "{name}"
* rest.resource[=].searchParam[=].type = #{type}
* rest.resource[=].searchParam[=].definition = "https://ccm-on-fhir.org/ig/SearchParameter/{id}"
* insert Expect(rest.resource[=].searchParam[=], SHALL)

RuleSet: Includes(include)
* rest.resource[=].searchInclude[+] = "{include}"

RuleSet: Operates(name)
* rest.resource[=].operation[+].name = "{name}"
* rest.resource[=].operation[=].definition = "https://ccm-on-fhir.org/ig/OperationDefinition/{name}"
* rest.resource[=].operation[=].documentation = "SHALL"

RuleSet: OperatesByHl7(name, definition)
* rest.resource[=].operation[+].name = "{name}"
* rest.resource[=].operation[=].definition = "http://hl7.org/fhir/OperationDefinition/{definition}"
* rest.resource[=].operation[=].documentation = "SHALL"

RuleSet: ExportsAt(name)
* rest.resource[=].operation[+].name = "{name}"
* rest.resource[=].operation[=].definition = "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/{name}"
* rest.resource[=].operation[=].documentation = "SHALL"

RuleSet: ExportsEverything
* rest.operation[+].name = "export"
* rest.operation[=].definition = "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export"
* rest.operation[=].documentation = "SHALL"

RuleSet: OperatesEverywhere(name)
* rest.operation[+].name = "{name}"
* rest.operation[=].definition = "https://ccm-on-fhir.org/ig/OperationDefinition/{name}"
* rest.operation[=].documentation = "SHALL"
