Instance: ccm-action-test-a1c
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(test-a1c, ServiceRequest, test, [[A1c blood test]], [[Análisis de sangre A1c]])
* insert Says([[A blood test that shows your average blood sugar of the last three months. No need to fast.]], [[Un análisis que muestra su promedio de azúcar de los últimos tres meses. No hace falta ayunar.]])
* code = http://loinc.org#4548-4
* insert By(practitioner, billing-practitioner)
* insert Every(1, 3, mo)

Instance: ccm-action-test-kidney-function
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(test-kidney-function, ServiceRequest, test, [[Blood test for kidneys and salts]], [[Análisis de sangre de riñones y sales]])
* insert Says([[A blood test that shows how your kidneys work and whether your potassium is right.]], [[Un análisis que muestra cómo funcionan sus riñones y si su potasio está bien.]])
* code = http://loinc.org#51990-0
* insert By(practitioner, billing-practitioner)
* insert Every(1, 1, a)

Instance: ccm-action-test-urine-albumin
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(test-urine-albumin, ServiceRequest, test, [[Urine test for protein]], [[Análisis de proteína en la orina]])
* insert Says([[A urine sample shows early whether your kidneys need more protection.]], [[Una muestra de orina muestra temprano si sus riñones necesitan más protección.]])
* code = http://loinc.org#9318-7
* insert By(practitioner, billing-practitioner)
* insert Every(1, 1, a)

Instance: ccm-action-test-lipids
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(test-lipids, ServiceRequest, test, [[Cholesterol blood test]], [[Análisis de colesterol]])
* insert Says([[A blood test for LDL and the other blood fats.]], [[Un análisis de sangre del LDL y las otras grasas.]])
* code = http://loinc.org#57698-3
* insert By(practitioner, billing-practitioner)
* insert Every(1, 1, a)

Instance: ccm-action-test-inr
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(test-inr, ServiceRequest, test, [[INR blood test]], [[Análisis de sangre INR]])
* insert Says([[Shows whether your dose of warfarin is right. You may need it more often after a change of dose, an illness or a new medicine.]], [[Muestra si su dosis de warfarina es la correcta. Puede hacer falta más seguido tras un cambio de dosis, una enfermedad o un medicamento nuevo.]])
* code = http://loinc.org#34714-6
* insert By(practitioner, billing-practitioner)
* insert Every(1, 1, mo)

Instance: ccm-action-test-blood-count
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(test-blood-count, ServiceRequest, test, [[Blood count]], [[Hemograma]])
* insert Says([[A blood test that shows hidden bleeding or anemia.]], [[Un análisis que muestra sangrado oculto o anemia.]])
* code = http://loinc.org#58410-2
* insert By(practitioner, billing-practitioner)
* insert Every(1, 1, a)

Instance: ccm-action-test-vitamin-d
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(test-vitamin-d, ServiceRequest, test, [[Vitamin D blood test]], [[Análisis de vitamina D]])
* insert Says([[A blood test that shows whether you get enough vitamin D.]], [[Un análisis que muestra si recibe suficiente vitamina D.]])
* code = http://loinc.org#62292-8
* insert By(practitioner, billing-practitioner)
* insert Every(1, 1, a)

Instance: ccm-action-test-spirometry
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(test-spirometry, ServiceRequest, test, [[Breathing test (spirometry)]], [[Prueba de respiración (espirometría)]])
* insert Says([[You blow into a machine that measures how well your lungs work.]], [[Usted sopla en un aparato que mide cómo funcionan sus pulmones.]])
* code = http://snomed.info/sct#127783003
* insert By(practitioner, billing-practitioner)
* insert Every(1, 1, a)

Instance: ccm-action-test-bone-density
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(test-bone-density, ServiceRequest, test, [[Bone density scan]], [[Densitometría ósea]])
* insert Says([[A short, painless scan that shows how strong your bones are.]], [[Un estudio corto y sin dolor que muestra la fuerza de sus huesos.]])
* code = http://snomed.info/sct#312681000
* insert By(practitioner, billing-practitioner)
* insert Every(1, 2, a)

Instance: ccm-action-eye-exam
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(eye-exam, ServiceRequest, preventive-care, [[Diabetes eye exam]], [[Examen de ojos por diabetes]])
* insert Says([[An eye doctor looks at the back of your eyes for damage from diabetes, before you notice anything.]], [[Un oculista revisa el fondo de sus ojos para ver daños por la diabetes antes de que usted los note.]])
* insert By(practitioner, specialist)
* insert Every(1, 1, a)

Instance: ccm-action-foot-exam
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(foot-exam, ServiceRequest, preventive-care, [[Foot exam]], [[Examen de los pies]])
* insert Says([[We check the skin, feeling and blood flow of your feet. Look at your own feet every day.]], [[Revisamos la piel, la sensibilidad y la circulación de sus pies. Mírese los pies todos los días.]])
* insert By(practitioner, billing-practitioner)
* insert Every(1, 1, a)
