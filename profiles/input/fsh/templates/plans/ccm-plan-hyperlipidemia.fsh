Instance: ccm-plan-hyperlipidemia
InstanceOf: PlanDefinition
Usage: #definition
* insert Plan(hyperlipidemia, [[High cholesterol]], [[Colesterol alto]])
* description = "Goals and activities for adults with high cholesterol and no vascular disease; with vascular disease the stricter target of that template holds."
* insert For(hyperlipidemia)
* insert Cites([[2018 AHA/ACC guideline on the management of blood cholesterol]], [[https://doi.org/10.1161/CIR.0000000000000625]])
* insert GoalLdl(hyperlipidemia, 100)
* insert GoalPhysicalActivity(hyperlipidemia)
* insert Do(test-lipids, ldl)
* insert Do(eat-heart-healthy, ldl)
* insert Do(medication-review, ldl)
* insert Do(move-more, physical-activity)
* insert DoAlso(symptoms-statin)
