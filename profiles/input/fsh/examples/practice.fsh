// People and organizations of the examples. All are made up; numbers have valid forms and belong to nobody.

Alias: $NPI = http://hl7.org/fhir/sid/us-npi
Alias: $MBI = http://hl7.org/fhir/sid/us-mbi

RuleSet: ClaimsUsCore(profile)
* meta.profile = "http://hl7.org/fhir/us/core/StructureDefinition/{profile}"

RuleSet: Named(family, given)
* name[0].use = #official
* name[0].family = "{family}"
* name[0].given[0] = "{given}"

RuleSet: LivesAt(line)
* address[0].use = #home
* address[0].line[0] = "{line}"
* address[0].city = "Springfield"
* address[0].state = "IL"
* address[0].postalCode = "62704"
* address[0].country = "US"

Instance: elm-street
InstanceOf: Organization
Usage: #example
Title: "Elm Street Family Medicine"
Description: "The practice, with its time zone and how it bills."
* insert ClaimsUsCore(us-core-organization)
* extension[0].url = "http://hl7.org/fhir/StructureDefinition/timezone"
* extension[0].valueCode = #America/Chicago
* extension[1].url = "https://ccm-on-fhir.org/ig/StructureDefinition/ccm-billing-policy"
* extension[1].valueCode = #specific
* identifier[0].system = "https://ccm-on-fhir.org/ig/practice"
* identifier[0].value = "elm-street"
* identifier[1].system = $NPI
* identifier[1].value = "1555090012"
* active = true
* name = "Elm Street Family Medicine"
* telecom[0].system = #phone
* telecom[0].value = "+1-312-555-0140"
* telecom[0].use = #work
* address[0].use = #work
* address[0].line[0] = "12 Elm Street"
* address[0].city = "Springfield"
* address[0].state = "IL"
* address[0].postalCode = "62701"
* address[0].country = "US"

Instance: medicare
InstanceOf: Organization
Usage: #example
Title: "Medicare"
Description: "Who pays."
* insert ClaimsUsCore(us-core-organization)
* active = true
* name = "Medicare"

Instance: home-health
InstanceOf: Organization
Usage: #example
Title: "Prairie Home Health"
Description: "An agency outside the practice."
* insert ClaimsUsCore(us-core-organization)
* active = true
* name = "Prairie Home Health (made up)"

RuleSet: Staff(family, given, email)
* insert ClaimsUsCore(us-core-practitioner)
* active = true
* insert Named({family}, {given})
* telecom[0].system = #email
* telecom[0].value = "{email}@elm-street.example"
* telecom[0].use = #work

RuleSet: InRole(practitioner, role, title)
* insert ClaimsUsCore(us-core-practitionerrole)
* active = true
* practitioner = Reference({practitioner})
* organization = Reference(elm-street)
* code[0] = CcmStaffRole#{role}
* code[0].text = "{title}"
* telecom[0].system = #phone
* telecom[0].value = "+1-312-555-0140"

Instance: dr-lee
InstanceOf: Practitioner
Usage: #example
Title: "Dr. Susan Lee"
Description: "Family physician who bills chronic care management."
* insert Staff(Lee, Susan, lee)
* identifier[0].system = $NPI
* identifier[0].value = "1555010010"

Instance: dr-lee-role
InstanceOf: PractitionerRole
Usage: #example
Title: "Dr. Lee in the practice"
Description: "A billing practitioner."
* insert InRole(dr-lee, billing-practitioner, Family physician)

Instance: dr-osei
InstanceOf: Practitioner
Usage: #example
Title: "Dr. Kwame Osei"
Description: "Cardiologist who bills principal care management."
* insert Staff(Osei, Kwame, osei)
* identifier[0].system = $NPI
* identifier[0].value = "1555010028"

Instance: dr-osei-role
InstanceOf: PractitionerRole
Usage: #example
Title: "Dr. Osei in the practice"
Description: "A billing practitioner."
* insert InRole(dr-osei, billing-practitioner, Cardiologist)

Instance: nurse-kim
InstanceOf: Practitioner
Usage: #example
Title: "Min-ji Kim, RN"
Description: "Nurse and care manager."
* insert Staff(Kim, Min-ji, kim)
* identifier[0].system = "https://elm-street.example/staff"
* identifier[0].value = "kim"

Instance: nurse-kim-role
InstanceOf: PractitionerRole
Usage: #example
Title: "Min-ji Kim in the practice"
Description: "Clinical staff."
* insert InRole(nurse-kim, clinical-staff, Care manager)
