Instance: ccm-plan-whole-person
InstanceOf: PlanDefinition
Usage: #definition
* insert Plan(whole-person, [[The whole person]], [[La persona completa]])
* description = "What every comprehensive care plan has whatever the conditions: regular contact, medicines reconciled, assessments, prevention, help around the patient, and reviews."
* insert Cites([[CMS: Chronic Care Management services (MLN909188)]], [[https://www.cms.gov/outreach-and-education/medicare-learning-network-mln/mlnproducts/downloads/chroniccaremanagement.pdf]])
* insert Cites([[CDC: adult immunization schedule]], [[https://www.cdc.gov/vaccines/hcp/imz-schedules/adult-age.html]])
* insert DoAlso(monthly-call)
* insert DoAlso(medication-review)
* insert DoAlso(symptoms-urgent)
* insert DoAlso(assess-memory)
* insert DoAlso(assess-daily-life)
* insert DoAlso(assess-home)
* insert DoAlso(assess-social-needs)
* insert DoAlso(assess-caregiver)
* insert DoAlso(flu-vaccine)
* insert DoAlso(vaccine-check)
* insert DoAlso(wellness-visit)
* insert DoAlso(cancer-screening-check)
* insert DoAlso(community-services)
* insert DoAlso(specialist-notes)
* insert DoAlso(advance-care-planning)
* insert DoAlso(plan-review)
